#pragma once

#include <cstdint>

#include "otlp/proto-writer.hpp"
#include "record/record-cursor.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Turns `count` attributes of a record into repeated `KeyValue`s in field number `field`.
void encode_attributes(RecordCursor& cursor, StringTable& strings, std::uint32_t count, std::uint32_t field,
                       ProtoWriter& out);

}  // namespace otel_native
