#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace otel_native::system_metrics {

/// Removes the next line from `rest`, without its line break. Returns false if nothing is left.
bool next_line(std::string_view& rest, std::string_view& line);

/// Removes and returns the next word of `rest`; words are separated by blanks. Empty if nothing is left.
std::string_view next_word(std::string_view& rest);

/// Skips `count` words.
void skip_words(std::string_view& rest, int count);

/// Parses a word that consists of digits and fits into 64 bits.
std::optional<double> number(std::string_view word);

/// The same, but returns NaN for a missing value.
double number_or_nan(std::string_view word);

/// Replaces the octal escapes of blanks and backslashes (`\040`) in paths that the kernel prints.
std::string unescaped(std::string_view word);

}  // namespace otel_native::system_metrics
