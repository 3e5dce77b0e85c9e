#include "otlp/proto-cursor.hpp"

#include <limits>

namespace otel_native {

bool ProtoCursor::next() {
  if (rest_.empty() || !is_valid_) return false;
  const ByteSpan begin = rest_;
  is_valid_ = read_tag() && read_content();
  field_.whole = begin.first(begin.size() - rest_.size());
  return is_valid_;
}

bool ProtoCursor::read_tag() {
  std::uint64_t tag = 0;
  if (!read_varint(tag) || tag > std::numeric_limits<std::uint32_t>::max()) return false;
  field_.number = static_cast<std::uint32_t>(tag >> 3);
  field_.type = static_cast<WireType>(tag & 7);
  return field_.number != 0;
}

bool ProtoCursor::read_content() {
  const ByteSpan begin = rest_;
  std::uint64_t value = 0;
  switch (field_.type) {
    case WireType::kVarint:
      if (!read_varint(value)) return false;
      field_.content = begin.first(begin.size() - rest_.size());
      return true;
    case WireType::kFixed64:
      return take(8);
    case WireType::kLengthDelimited:
      return read_varint(value) && take(value);
    case WireType::kFixed32:
      return take(4);
  }
  return false;  // groups, which OTLP does not use
}

bool ProtoCursor::read_varint(std::uint64_t& value) {
  value = 0;
  for (std::uint32_t shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const std::uint8_t byte = rest_.front();
    rest_ = rest_.subspan(1);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool ProtoCursor::take(std::uint64_t size) {
  if (size > rest_.size()) return false;
  field_.content = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(static_cast<std::size_t>(size));
  return true;
}

}  // namespace otel_native
