#pragma once

#include <cstddef>
#include <cstdint>

#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// Converts the items of one signal from records to OTLP. Each signal's folder defines one.
struct ItemKind {
  /// `OTEL_NATIVE_SIGNAL_…`
  std::uint32_t signal;
  std::uint8_t record_type;
  /// Size of the fixed part of a record, and the offset of the scope id in it.
  std::uint32_t header_bytes;
  std::uint32_t scope_id_offset;
  /// Appends one item to the content of a `Scope…` message. Returns false and leaves `out` unchanged if the record is
  /// not well formed.
  bool (*encode)(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out);
};

}  // namespace otel_native
