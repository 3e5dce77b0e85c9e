#pragma once

#include <cstddef>
#include <cstdint>

#include "otlp/item-kind.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Appends one log record to `out` as field `log_records` of a `ScopeLogs` message. Returns false and leaves `out`
/// unchanged if the record is not well formed.
bool encode_log_record(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out);

extern const ItemKind kLogRecords;

}  // namespace otel_native
