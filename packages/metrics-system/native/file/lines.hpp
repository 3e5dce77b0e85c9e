#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace otel_native::system_metrics {

/// Takes the next line off `rest`, without its line break. False when nothing is left.
bool next_line(std::string_view& rest, std::string_view& line);

/// Takes the next word off `rest`: what stands between blanks. Empty when nothing is left.
std::string_view next_word(std::string_view& rest);

/// Skips `count` words.
void skip_words(std::string_view& rest, int count);

/// A word of nothing but digits that 64 bits hold.
std::optional<double> number(std::string_view word);

/// The same, with NaN in place of nothing: a value that is not there.
double number_or_nan(std::string_view word);

/// Undoes the octal escapes of blanks and backslashes (`\040`) in paths that the kernel prints.
std::string unescaped(std::string_view word);

}  // namespace otel_native::system_metrics
