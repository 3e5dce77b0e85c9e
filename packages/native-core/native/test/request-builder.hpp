#pragma once

#include <cstdint>
#include <string>

namespace otel_native::test {

/// A length-delimited field of fewer than 2 MiB, so that messages can be built from the inside out.
inline std::string field(std::uint32_t number, const std::string& content) {
  std::string out{static_cast<char>((number << 3) | 2)};
  std::size_t size = content.size();
  for (; size >= 0x80; size >>= 7) out += static_cast<char>((size & 0x7f) | 0x80);
  return out + static_cast<char>(size) + content;
}
/// A varint field below 128.
inline std::string varint(std::uint32_t number, std::uint8_t value) {
  return {static_cast<char>(number << 3), static_cast<char>(value)};
}

/// An item of a scope. Its content need not be a message to be split.
inline std::string item(const std::string& content) { return field(2, content); }
/// A request with one resource and one scope.
inline std::string request_of(const std::string& items) { return field(1, field(1, "") + field(2, items)); }

}  // namespace otel_native::test
