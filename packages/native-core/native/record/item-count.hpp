#pragma once

#include <cstddef>
#include <cstdint>

#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {

/// Whether a record is not an item: a pad, or a definition that items refer to.
inline bool is_no_item(std::uint8_t record_type) {
  return record_type == kRecordTypePad || record_type == kRecordTypeScope || record_type == kRecordTypeResource ||
         record_type == kRecordTypeBatch || record_type == kRecordTypeTexts;
}

/// Counts the items among the records. Stops at an invalid size.
inline std::uint32_t count_items(const std::uint8_t* records, std::size_t bytes) {
  std::uint32_t items = 0;
  for (std::size_t at = 0; bytes - at >= kRecordHeaderBytes;) {
    const std::size_t size = field_at<std::uint32_t>(records + at, kRecordRecordBytesOffset);
    if (size < kRecordAlignment || size > bytes - at) break;
    if (!is_no_item(records[at + kRecordRecordTypeOffset])) ++items;
    at += size;
  }
  return items;
}

}  // namespace otel_native
