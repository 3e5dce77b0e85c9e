#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// What the encoding of items changed, beyond what the items themselves show.
struct ItemNotes {
  /// Values that were cut because of their depth, elements or bytes.
  std::uint64_t cut_values = 0;
  /// Log lines that are no JSON.
  std::uint64_t unparsed = 0;
};

/// Converts the items of one signal from records to OTLP. Each signal's folder defines one.
struct ItemKind {
  /// `OTEL_NATIVE_SIGNAL_…`
  std::uint32_t signal;
  /// The types of its records: one, or two different ones.
  std::array<std::uint8_t, 2> record_types;
  /// Size of the fixed part of a record, and the offset of the scope id in it.
  std::uint32_t header_bytes;
  std::uint32_t scope_id_offset;
  /// Appends one item to the content of a `Scope…` message. Returns false and leaves `out` unchanged if the record is
  /// not well formed.
  bool (*encode)(const std::uint8_t* record, std::size_t size, StringTable& strings, ByteBuffer& out, ItemNotes& notes);

  bool has_record_type(std::uint8_t type) const { return type == record_types[0] || type == record_types[1]; }
};

}  // namespace otel_native
