#pragma once

#include <cstddef>
#include <string_view>

namespace otel_native {

struct ParsedNumber {
  /// As JavaScript has it: the nearest double, infinite beyond the range.
  double value = 0;
  /// Characters of the number; 0 if there is none.
  std::size_t size = 0;
};

/// Reads the JSON number at the beginning of a text.
ParsedNumber parse_json_number(std::string_view text);

}  // namespace otel_native
