#include "record/transcode.hpp"

#include <cstring>

#include "record/code-point.hpp"

namespace otel_native {

std::size_t Latin1Text::utf8_size() const {
  std::size_t size = bytes_.size();
  for (const char byte : bytes_) size += static_cast<std::uint8_t>(byte) >> 7;
  return size;
}

void Latin1Text::write_utf8(std::uint8_t* to) const {
  if (utf8_size() == bytes_.size()) {
    if (!bytes_.empty()) std::memcpy(to, bytes_.data(), bytes_.size());
    return;
  }
  for (const char byte : bytes_) to = put_code_point(to, static_cast<std::uint8_t>(byte));
}

std::uint32_t Utf16Text::unit(std::size_t index) const {
  std::uint16_t unit;
  std::memcpy(&unit, bytes_.data() + 2 * index, sizeof(unit));
  return unit;
}

/// Without a branch for each unit, so that the compiler takes several at a time.
std::size_t Utf16Text::utf8_size() const {
  const std::size_t count = units();
  std::size_t size = count;
  for (std::size_t i = 0; i < count; ++i) {
    size += static_cast<std::size_t>(unit(i) >= 0x80) + static_cast<std::size_t>(unit(i) >= 0x800);
  }
  // A pair takes four bytes, and its halves were counted as three each.
  for (std::size_t i = 1; i < count; ++i) {
    size -= 2 * static_cast<std::size_t>(is_high_surrogate(unit(i - 1)) && is_low_surrogate(unit(i)));
  }
  return size;
}

void Utf16Text::write_utf8(std::uint8_t* to) const {
  const std::size_t count = units();
  for (std::size_t i = 0; i < count;) {
    const std::size_t ascii = write_ascii(i, to);
    i += ascii;
    to += ascii;
    if (i == count) break;
    std::uint32_t code = unit(i++);
    if (is_surrogate(code)) {
      const std::uint32_t next = i < count ? unit(i) : 0;
      if (is_high_surrogate(code) && is_low_surrogate(next)) {
        code = joined_surrogates(code, next);
        ++i;
      } else {
        code = kReplacement;
      }
    }
    to = put_code_point(to, code);
  }
}

std::size_t Utf16Text::write_ascii(std::size_t from, std::uint8_t* to) const {
  constexpr std::uint64_t kBeyondAscii = 0xff80ff80ff80ff80;
  const std::size_t count = units();
  std::size_t i = from;
  for (; i + 4 <= count; i += 4, to += 4) {
    std::uint64_t four;
    std::memcpy(&four, bytes_.data() + 2 * i, sizeof(four));
    if ((four & kBeyondAscii) != 0) break;
    for (int k = 0; k < 4; ++k) to[k] = static_cast<std::uint8_t>(four >> (16 * k));
  }
  return i - from;
}

}  // namespace otel_native
