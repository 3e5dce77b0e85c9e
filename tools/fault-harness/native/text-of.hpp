#pragma once

#include <cstdint>
#include <string>

namespace soak {

/// The content of what has this number. The receiver makes the same text of it.
inline std::string text_of(std::uint64_t number, std::uint32_t bytes) {
  std::string text(bytes, 'a');
  for (std::uint32_t i = 0; i < bytes; ++i) text[i] = static_cast<char>('a' + (number + i) % 26);
  return text;
}

}  // namespace soak
