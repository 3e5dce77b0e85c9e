#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// Size of `value` as a protobuf varint.
constexpr std::size_t varint_size(std::uint64_t value) {
  // Seven bits in each byte: for up to 64 bits the same as a division by 7, rounded up, which takes longer.
  return (static_cast<std::size_t>(std::bit_width(value | 1)) * 9 + 64) / 64;
}

inline std::uint8_t* put_varint(std::uint8_t* at, std::uint64_t value) {
  while (value >= 0x80) {
    *at++ = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *at++ = static_cast<std::uint8_t>(value);
  return at;
}

enum class WireType : std::uint32_t { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };

// Like the methods of ProtoWriter below, but write to space that the caller has reserved. Each returns the position
// after its output.
inline std::uint8_t* put_tag(std::uint8_t* at, std::uint32_t field, WireType type) {
  return put_varint(at, field << 3 | static_cast<std::uint32_t>(type));
}
inline std::uint8_t* put_length(std::uint8_t* at, std::uint32_t field, std::size_t size) {
  return put_varint(put_tag(at, field, WireType::kLengthDelimited), size);
}
inline std::uint8_t* put_bytes(std::uint8_t* at, std::uint32_t field, const void* data, std::size_t size) {
  at = put_length(at, field, size);
  if (size != 0) std::memcpy(at, data, size);
  return at + size;
}

/// Appends protobuf fields. Supports field numbers below 16, and 16 with `fixed32`: every tag of OTLP traces takes one
/// or two bytes.
class ProtoWriter {
 public:
  explicit ProtoWriter(ByteBuffer& out) : out_(out) {}

  void varint(std::uint32_t field, std::uint64_t value) {
    put_varint(put_tag(out_.extend(tag_size(field) + varint_size(value)), field, WireType::kVarint), value);
  }
  void varint_unless_zero(std::uint32_t field, std::uint64_t value) {
    if (value != 0) varint(field, value);
  }
  void fixed64(std::uint32_t field, std::uint64_t value) { fixed(field, WireType::kFixed64, value); }
  void fixed32(std::uint32_t field, std::uint32_t value) { fixed(field, WireType::kFixed32, value); }
  void bytes(std::uint32_t field, const void* data, std::size_t size) {
    put_bytes(out_.extend(tag_size(field) + varint_size(size) + size), field, data, size);
  }
  void string(std::uint32_t field, std::string_view text) { bytes(field, text.data(), text.size()); }

  /// Writes the head of a length-delimited field; the caller writes its `size` bytes next.
  void length(std::uint32_t field, std::size_t size) {
    put_length(out_.extend(tag_size(field) + varint_size(size)), field, size);
  }
  /// Reserves space for fields that the caller writes.
  std::uint8_t* space(std::size_t size) { return out_.extend(size); }
  /// Appends encoded fields.
  void raw(const std::uint8_t* encoded, std::size_t size) { out_.append(encoded, size); }
  void raw(const ByteBuffer& encoded) { raw(encoded.data(), encoded.size()); }

  /// An embedded message whose size is known only at its end.
  struct Message {
    std::size_t begin;
    std::size_t length_bytes;
  };
  /// `expected` is a guess of the size of the message. After a wrong guess `end` has to move the message.
  Message begin(std::uint32_t field, std::size_t expected = 0) {
    const std::size_t length_bytes = varint_size(expected);
    put_tag(out_.extend(tag_size(field) + length_bytes), field, WireType::kLengthDelimited);
    return {out_.size(), length_bytes};
  }
  void end(Message message) {
    const std::size_t size = out_.size() - message.begin;
    const std::size_t needed = varint_size(size);
    if (needed > message.length_bytes) out_.extend(needed - message.length_bytes);
    std::uint8_t* content = out_.data() + message.begin;
    if (needed != message.length_bytes) {
      std::memmove(content + needed - message.length_bytes, content, size);
      out_.truncate(message.begin + size + needed - message.length_bytes);
    }
    put_varint(content - message.length_bytes, size);
  }

 private:
  template <typename T>
  void fixed(std::uint32_t field, WireType type, T value) {
    std::uint8_t* at = put_tag(out_.extend(tag_size(field) + sizeof(T)), field, type);
    std::memcpy(at, &value, sizeof(T));
  }
  static constexpr std::size_t tag_size(std::uint32_t field) { return field < 16 ? 1 : 2; }

  ByteBuffer& out_;
};

}  // namespace otel_native
