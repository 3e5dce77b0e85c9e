#pragma once

#include <cstddef>
#include <string_view>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// Returns the first `limit` UTF-16 units of a text, as JavaScript's `substring` cuts it: where that halves a
/// character, the half becomes U+FFFD. `scratch` then holds the result; the text may be in it already.
std::string_view prefix_of_units(std::string_view text, std::size_t limit, ByteBuffer& scratch);

/// Returns the characters that fit into so many bytes.
std::string_view prefix_of_bytes(std::string_view text, std::size_t bytes);

}  // namespace otel_native
