#pragma once

#include <cstddef>
#include <cstdint>

#include "otlp/item-kind.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Appends one span record to `out` as field `spans` of a `ScopeSpans` message. False when the record is not
/// well formed; `out` then holds what it held before.
bool encode_span(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out);

extern const ItemKind kSpans;

}  // namespace otel_native
