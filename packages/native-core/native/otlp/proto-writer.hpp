#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// Bytes that `value` takes as a protobuf varint.
constexpr std::size_t varint_size(std::uint64_t value) {
  return (static_cast<std::size_t>(std::bit_width(value | 1)) + 6) / 7;
}

inline std::uint8_t* put_varint(std::uint8_t* at, std::uint64_t value) {
  while (value >= 0x80) {
    *at++ = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *at++ = static_cast<std::uint8_t>(value);
  return at;
}

/// Writes protobuf fields behind each other. Field numbers below 16 only, or 16 with `fixed32`: every tag that
/// OTLP traces need is one or two bytes.
class ProtoWriter {
 public:
  explicit ProtoWriter(ByteBuffer& out) : out_(out) {}

  void varint(std::uint32_t field, std::uint64_t value) { head(field, 0, value, 0); }
  void fixed64(std::uint32_t field, std::uint64_t value) {
    tag(field, 1);
    out_.append(&value, sizeof(value));
  }
  void fixed32(std::uint32_t field, std::uint32_t value) {
    tag(field, 5);
    out_.append(&value, sizeof(value));
  }
  void bytes(std::uint32_t field, const void* data, std::size_t size) {
    std::uint8_t* at = head(field, 2, size, size);
    if (size != 0) std::memcpy(at, data, size);
  }
  void string(std::uint32_t field, std::string_view text) { bytes(field, text.data(), text.size()); }

  /// The head of a length-delimited field whose `size` bytes the caller writes next.
  void length(std::uint32_t field, std::size_t size) { head(field, 2, size, 0); }
  /// Fields that are encoded already.
  void raw(const std::uint8_t* encoded, std::size_t size) { out_.append(encoded, size); }
  void raw(const ByteBuffer& encoded) { raw(encoded.data(), encoded.size()); }

  /// An embedded message whose size is known only at its end.
  struct Message {
    std::size_t begin;
    std::size_t length_bytes;
  };
  /// `expected` guesses the size of the message; a wrong guess costs a move of its bytes at `end`.
  Message begin(std::uint32_t field, std::size_t expected = 0) {
    tag(field, 2);
    const std::size_t length_bytes = varint_size(expected);
    out_.extend(length_bytes);
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
  /// Writes a tag and a varint, and makes room for `more` bytes behind them: all in one piece.
  std::uint8_t* head(std::uint32_t field, std::uint32_t wire_type, std::uint64_t value, std::size_t more) {
    const std::uint32_t tag = field << 3 | wire_type;
    return put_varint(put_varint(out_.extend(varint_size(tag) + varint_size(value) + more), tag), value);
  }
  void tag(std::uint32_t field, std::uint32_t wire_type) { raw_varint(field << 3 | wire_type); }
  void raw_varint(std::uint64_t value) {
    std::uint8_t encoded[10];
    out_.append(encoded, static_cast<std::size_t>(put_varint(encoded, value) - encoded));
  }

  ByteBuffer& out_;
};

}  // namespace otel_native
