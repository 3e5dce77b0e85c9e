#pragma once

#include <cstdint>

// Code points of Unicode, and the two units that UTF-16 makes of those beyond 0xffff.

namespace otel_native {

/// U+FFFD stands for what is no character.
inline constexpr std::uint32_t kReplacement = 0xfffd;

constexpr bool is_high_surrogate(std::uint32_t unit) { return (unit & 0xfc00) == 0xd800; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return (unit & 0xfc00) == 0xdc00; }
constexpr bool is_surrogate(std::uint32_t unit) { return (unit & 0xf800) == 0xd800; }

/// The code point that a high and a low surrogate stand for.
constexpr std::uint32_t joined_surrogates(std::uint32_t high, std::uint32_t low) {
  return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
}

/// Writes a code point as UTF-8, in at most four bytes, and returns the end.
template <typename Byte>
Byte* put_code_point(Byte* to, std::uint32_t point) {
  static_assert(sizeof(Byte) == 1);
  const auto put = [&to](std::uint32_t byte) { *to++ = static_cast<Byte>(byte); };
  const auto put_following = [&put](std::uint32_t bits) { put(0x80 | (bits & 0x3f)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put_following(point);
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put_following(point >> 6);
    put_following(point);
  } else {
    put(0xf0 | point >> 18);
    put_following(point >> 12);
    put_following(point >> 6);
    put_following(point);
  }
  return to;
}

}  // namespace otel_native
