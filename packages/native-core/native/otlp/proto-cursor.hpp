#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "otlp/proto-writer.hpp"

namespace otel_native {

using ByteSpan = std::span<const std::uint8_t>;

/// One field of a protobuf message.
struct ProtoField {
  std::uint32_t number = 0;
  WireType type = WireType::kVarint;
  /// The field as encoded, with its tag.
  ByteSpan whole;
  /// What follows the tag; without the length for a length-delimited field.
  ByteSpan content;
};

/// Walks over the fields of one protobuf message and never reads past its end:
///
///     ProtoCursor cursor(message);
///     while (cursor.next()) use(cursor.field());
///     if (!cursor.is_valid()) …
class ProtoCursor {
 public:
  explicit ProtoCursor(ByteSpan message) : rest_(message) {}

  /// Moves to the next field. Returns false at the end, and at the first bytes that are not protobuf.
  bool next();
  bool is_valid() const { return is_valid_; }
  const ProtoField& field() const { return field_; }

 private:
  bool read_tag();
  bool read_content();
  bool read_varint(std::uint64_t& value);
  bool take(std::uint64_t size);

  ByteSpan rest_;
  ProtoField field_;
  bool is_valid_ = true;
};

}  // namespace otel_native
