#pragma once

#include <cstddef>
#include <cstdint>

#include "otlp/item-kind.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Appends the log record of a logger's line to `out` as field `log_records` of a `ScopeLogs` message. A line that is
/// no JSON becomes the body. Returns false and leaves `out` unchanged if the record is not well formed.
bool encode_log_line(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out,
                     ItemNotes& notes);

}  // namespace otel_native
