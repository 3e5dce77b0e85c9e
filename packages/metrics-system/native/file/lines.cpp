#include "file/lines.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

namespace otel_native::system_metrics {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }

}  // namespace

bool next_line(std::string_view& rest, std::string_view& line) {
  if (rest.empty()) return false;
  const std::size_t end = rest.find('\n');
  line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return true;
}

// A loop of our own: `find_first_of` calls a function for each character.
std::string_view next_word(std::string_view& rest) {
  const auto start = std::ranges::find_if_not(rest, is_blank);
  const auto end = std::find_if(start, rest.end(), is_blank);
  const std::string_view word(start, end);
  rest = std::string_view(end, rest.end());
  return word;
}

void skip_words(std::string_view& rest, int count) {
  for (int i = 0; i < count; ++i) next_word(rest);
}

std::optional<double> number(std::string_view word) {
  if (word.empty()) return std::nullopt;
  std::uint64_t value = 0;
  const char* const begin = &word.front();
  const char* const end = begin + word.size();
  const auto [stopped, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return static_cast<double>(value);
}

double number_or_nan(std::string_view word) { return number(word).value_or(std::numeric_limits<double>::quiet_NaN()); }

std::string unescaped(std::string_view word) {
  std::string text;
  text.reserve(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool is_escape = word[i] == '\\' && i + 3 < word.size() && is_octal(word[i + 1]) && is_octal(word[i + 2]) &&
                           is_octal(word[i + 3]);
    if (!is_escape) {
      text += word[i];
      continue;
    }
    text += static_cast<char>((word[i + 1] - '0') * 64 + (word[i + 2] - '0') * 8 + (word[i + 3] - '0'));
    i += 3;
  }
  return text;
}

}  // namespace otel_native::system_metrics
