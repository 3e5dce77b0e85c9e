#pragma once

#include <cstddef>
#include <cstdint>

#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// How the items of one signal get from their records into OTLP. Each signal's folder has one.
struct ItemKind {
  /// `OTEL_NATIVE_SIGNAL_…`
  std::uint32_t signal;
  std::uint8_t record_type;
  /// The fixed part of a record, and where the id of the instrumentation scope stands in it.
  std::uint32_t header_bytes;
  std::uint32_t scope_id_offset;
  /// Appends one item to what a `Scope…` message holds. False when the record is not well formed; `out` is then as
  /// before.
  bool (*encode)(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out);
};

}  // namespace otel_native
