#pragma once

#include <cstdint>
#include <vector>

#include "record-builder.hpp"

namespace soak {

/// What a producer ends.
enum class Items { kSpans, kLogRecords };

/// Names that have entered the string table of a producer, by the id they have there.
using KnownNames = std::vector<std::uint32_t>;

/// What one item holds.
struct ItemContent {
  /// Is the id of the span, or of the span of the log record. It names round and producer as well.
  std::uint64_t id;
  std::uint64_t index;
  std::uint32_t scope;
  std::uint32_t name;
  std::uint32_t text_bytes;
};

/// The record that JavaScript would write for it.
otel_native::test::RecordBuilder item_record(Items items, const ItemContent& content, const KnownNames& names);

}  // namespace soak
