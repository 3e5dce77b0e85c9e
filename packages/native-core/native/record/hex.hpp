#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace otel_native {

/// Returns the number that a hexadecimal digit stands for. Any other byte counts as zero, as in `wordOfHex` of ids.ts.
constexpr std::uint8_t hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
  return 0;
}

/// Writes `count` bytes. Missing digits count as zero, and digits beyond them are ignored.
inline void parse_hex(std::string_view digits, std::uint8_t* bytes, std::size_t count) {
  const auto digit = [digits](std::size_t at) { return at < digits.size() ? hex_digit(digits[at]) : std::uint8_t{0}; };
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(digit(2 * i) << 4 | digit(2 * i + 1));
}

}  // namespace otel_native
