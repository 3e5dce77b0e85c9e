#include "otlp/proto-reader.hpp"

namespace otel_native::otlp_local {

bool ProtoReader::next() {
  if (rest_.empty() || !is_valid_) return false;
  std::uint64_t key = 0;
  is_valid_ = read_varint(key);
  field_ = key >> 3;
  type_ = static_cast<WireType>(key & 7);
  is_valid_ = is_valid_ && field_ != 0 && read_value();
  return is_valid_;
}

bool ProtoReader::read_value() {
  std::uint64_t size = 0;
  switch (type_) {
    case WireType::varint:
      return read_varint(varint_);
    case WireType::fixed64:
      return take(8);
    case WireType::bytes:
      return read_varint(size) && take(size);
    case WireType::fixed32:
      return take(4);
  }
  return false;  // groups, which OTLP does not use
}

bool ProtoReader::take(std::uint64_t count) {
  if (count > rest_.size()) return false;
  bytes_ = rest_.substr(0, static_cast<std::size_t>(count));
  rest_.remove_prefix(static_cast<std::size_t>(count));
  return true;
}

bool ProtoReader::read_varint(std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

}  // namespace otel_native::otlp_local
