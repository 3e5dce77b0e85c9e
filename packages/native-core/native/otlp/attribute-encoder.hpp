#pragma once

#include <cstdint>

#include "otlp/proto-writer.hpp"
#include "record/record-cursor.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Converts `count` attributes of a record to repeated `KeyValue`s in field number `field`.
void encode_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                       ProtoWriter& out);

/// The same if keys may repeat: writes the last value of a key at the position of its first.
void encode_repeated_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                                ProtoWriter& out);

/// Converts a value whose head has no key to an `AnyValue` in field number `field`.
void encode_value(RecordCursor& cursor, StringTable& strings, std::uint32_t field, ProtoWriter& out);

}  // namespace otel_native
