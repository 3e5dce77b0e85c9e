#include <cstring>

#include "logs/json-reader.hpp"
#include "record/code-point.hpp"
#include "record/hex.hpp"

namespace otel_native {
namespace {

/// Reads the four digits of a `\u` escape.
std::uint32_t unit_at(const char* digits) {
  std::uint32_t unit = 0;
  for (int i = 0; i < 4; ++i) unit = unit << 4 | hex_digit(digits[i]);
  return unit;
}

char simple_escape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

}  // namespace

std::string_view decode(const JsonText& text, ByteBuffer& scratch) {
  if (!text.has_escapes) return text.raw;
  scratch.clear();
  // No escape is shorter than what it stands for.
  char* const begin = reinterpret_cast<char*>(scratch.extend(text.raw.size()));
  char* out = begin;
  const char* at = text.raw.data();
  const char* const end = at + text.raw.size();
  while (at < end) {
    const void* found = std::memchr(at, '\\', static_cast<std::size_t>(end - at));
    const char* escape = found == nullptr ? end : static_cast<const char*>(found);
    std::memcpy(out, at, static_cast<std::size_t>(escape - at));
    out += escape - at;
    at = escape;
    if (at == end) break;
    if (at[1] != 'u') {
      *out++ = simple_escape(at[1]);
      at += 2;
      continue;
    }
    std::uint32_t point = unit_at(at + 2);
    at += 6;
    if (is_high_surrogate(point) && end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
        is_low_surrogate(unit_at(at + 2))) {
      point = joined_surrogates(point, unit_at(at + 2));
      at += 6;
    } else if (is_surrogate(point)) {
      point = kReplacement;
    }
    out = put_code_point(out, point);
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

}  // namespace otel_native
