#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "record/byte-buffer.hpp"

namespace otel_native::test {

/// Shows protobuf as `field:value` with messages in braces. A length-delimited field is shown as text when it is
/// printable, else as a message: good enough for what the tests write.
class ProtoPrinter {
 public:
  static std::string print(const std::uint8_t* data, std::size_t size) {
    ProtoPrinter printer(data, size);
    std::string text;
    while (printer.at_ < printer.end_ && printer.field(text)) {
    }
    return printer.at_ == printer.end_ ? text : "malformed";
  }
  static std::string print(const ByteBuffer& buffer) { return print(buffer.data(), buffer.size()); }

 private:
  ProtoPrinter(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  bool field(std::string& text) {
    const std::uint64_t tag = varint();
    if (!text.empty()) text += ' ';
    text += std::to_string(tag >> 3) + ':';
    switch (tag & 7) {
      case 0:
        text += std::to_string(varint());
        return true;
      case 1:
        return fixed(8, text);
      case 5:
        return fixed(4, text);
      case 2:
        return delimited(text);
      default:
        return false;
    }
  }
  bool fixed(std::size_t bytes, std::string& text) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) return false;
    std::uint64_t value = 0;
    std::memcpy(&value, at_, bytes);
    at_ += bytes;
    text += std::to_string(value);
    return true;
  }
  bool delimited(std::string& text) {
    const std::uint64_t size = varint();
    if (static_cast<std::uint64_t>(end_ - at_) < size) return false;
    const std::string content(reinterpret_cast<const char*>(at_), size);
    bool printable = true;
    for (const char c : content) printable = printable && c >= ' ' && c <= '~';
    text += printable ? '"' + content + '"' : '{' + print(at_, size) + '}';
    at_ += size;
    return true;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; at_ < end_ && shift < 64; shift += 7) {
      value |= static_cast<std::uint64_t>(*at_ & 0x7f) << shift;
      if ((*at_++ & 0x80) == 0) return value;
    }
    at_ = end_ + 1;  // malformed
    return 0;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

}  // namespace otel_native::test
