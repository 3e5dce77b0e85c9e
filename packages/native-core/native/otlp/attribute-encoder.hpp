#pragma once

#include <cstdint>

#include "otlp/proto-writer.hpp"
#include "record/record-cursor.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Turns `count` attributes of a record into repeated `KeyValue`s in field number `field`.
void encode_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                       ProtoWriter& out);

/// The same where a key may stand more than once: its last value is written, at the place of its first.
void encode_repeated_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                                ProtoWriter& out);

}  // namespace otel_native
