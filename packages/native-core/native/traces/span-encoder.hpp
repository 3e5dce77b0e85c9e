#pragma once

#include <cstddef>
#include <cstdint>

#include "otlp/item-kind.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Appends one span record to `out` as field `spans` of a `ScopeSpans` message. Returns false and leaves `out`
/// unchanged if the record is not well formed.
bool encode_span(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out);

extern const ItemKind kSpans;

}  // namespace otel_native
