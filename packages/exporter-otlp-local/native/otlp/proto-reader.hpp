#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace otel_native::otlp_local {

/// Walks over the fields of one protobuf message, and takes nothing on trust:
///
///     ProtoReader reader(bytes);
///     while (reader.next()) if (reader.field() == 2 && reader.is_bytes()) use(reader.bytes());
///     if (!reader.is_valid()) …
class ProtoReader {
 public:
  explicit ProtoReader(std::string_view message) : rest_(message) {}

  /// Goes to the next field; false at the end and at the first thing that is not protobuf.
  bool next();
  bool is_valid() const { return is_valid_; }

  std::uint64_t field() const { return field_; }
  bool is_varint() const { return type_ == WireType::varint; }
  bool is_bytes() const { return type_ == WireType::bytes; }
  std::uint64_t varint() const { return varint_; }
  std::string_view bytes() const { return bytes_; }

 private:
  enum class WireType : unsigned { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

  bool read_varint(std::uint64_t& value);
  bool read_value();
  bool take(std::uint64_t count);

  std::string_view rest_;
  bool is_valid_ = true;
  std::uint64_t field_ = 0;
  WireType type_ = WireType::varint;
  std::uint64_t varint_ = 0;
  std::string_view bytes_;
};

}  // namespace otel_native::otlp_local
