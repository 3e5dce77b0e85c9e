#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace otel_native {

/// Returns the number that a hexadecimal digit stands for. Any other byte counts as zero, as in `wordOfHex` of ids.ts.
constexpr std::uint8_t hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
  return 0;
}

/// Converts eight digits at once, without a branch for each: which kind of digit comes next in an id, no processor can
/// predict. Returns false if one of them is no digit.
inline bool parse_eight_hex(const char* digits, std::uint8_t* four_bytes) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  std::uint64_t text = 0;
  std::memcpy(&text, digits, sizeof(text));
  const std::uint64_t letters = text >> 6 & kEach;
  const std::uint64_t values = (text & 0x0f * kEach) + 9 * letters;
  const std::uint64_t lower_case = values + '0' * kEach + ('a' - '0' - 10) * letters;
  const std::uint64_t beyond_nine = (values + 6 * kEach) >> 4 & kEach;
  if (((text | letters << 5) ^ lower_case) | (values & 0x10 * kEach) | (beyond_nine ^ letters)) return false;
  std::uint64_t bytes = (values << 4 | values >> 8) & 0x00ff00ff00ff00ff;
  bytes = (bytes | bytes >> 8) & 0x0000ffff0000ffff;
  const auto word = static_cast<std::uint32_t>(bytes | bytes >> 16);
  std::memcpy(four_bytes, &word, sizeof(word));
  return true;
}

/// Writes `count` bytes. Missing digits count as zero, and digits beyond them are ignored.
inline void parse_hex(std::string_view digits, std::uint8_t* bytes, std::size_t count) {
  const auto digit = [digits](std::size_t at) { return at < digits.size() ? hex_digit(digits[at]) : std::uint8_t{0}; };
  std::size_t i = 0;
  while (i + 4 <= count && 2 * i + 8 <= digits.size() && parse_eight_hex(digits.data() + 2 * i, bytes + i)) i += 4;
  for (; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(digit(2 * i) << 4 | digit(2 * i + 1));
}

}  // namespace otel_native
