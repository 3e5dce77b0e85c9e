#pragma once

#include <cstddef>
#include <cstdint>

#include "record/format.gen.hpp"
#include "record/record-cursor.hpp"

namespace otel_native {

/// How many of the records are items, and not what items build on. Stops where a size makes no sense.
inline std::uint32_t count_items(const std::uint8_t* records, std::size_t bytes) {
  std::uint32_t items = 0;
  for (std::size_t at = 0; bytes - at >= kRecordHeaderBytes;) {
    const std::size_t size = field_at<std::uint32_t>(records + at, kRecordRecordBytesOffset);
    if (size < kRecordAlignment || size > bytes - at) break;
    if (records[at + kRecordRecordTypeOffset] == kRecordTypeSpan) ++items;
    at += size;
  }
  return items;
}

}  // namespace otel_native
