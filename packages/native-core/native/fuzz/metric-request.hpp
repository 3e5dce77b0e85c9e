#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace otel_native::fuzz {

// Reads an `ExportMetricsServiceRequest` and aborts if it is not well formed.

inline std::string_view cut(std::string_view& message, std::uint64_t size) {
  if (size > message.size()) std::abort();
  const std::string_view front = message.substr(0, size);
  message.remove_prefix(size);
  return front;
}

inline std::uint64_t varint(std::string_view& message) {
  std::uint64_t value = 0;
  for (std::uint32_t shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(cut(message, 1).front());
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  std::abort();
}

/// Calls `take(field, content)` for each field of a message that may itself be a message.
template <typename Take>
void each_part(std::string_view message, Take take) {
  while (!message.empty()) {
    const std::uint64_t tag = varint(message);
    switch (tag & 7) {
      case 0:
        varint(message);
        break;
      case 1:
        cut(message, 8);
        break;
      case 2:
        take(tag >> 3, cut(message, varint(message)));
        break;
      default:
        std::abort();
    }
  }
}

/// The path to the data points: resources, scopes, metrics, one of the kinds of data, points.
inline bool leads_to_points(std::uint32_t depth, std::uint64_t field) {
  constexpr std::uint32_t kData = 3;
  if (depth == kData) return field == 5 || field == 7 || field == 9 || field == 10;
  return field == (depth == 1 || depth == 2 ? 2 : 1);
}

inline std::uint32_t count_points(std::string_view message, std::uint32_t depth = 0) {
  constexpr std::uint32_t kPoint = 5;
  std::uint32_t points = depth == kPoint ? 1 : 0;
  each_part(message, [&](std::uint64_t field, std::string_view content) {
    if (depth < kPoint && leads_to_points(depth, field)) points += count_points(content, depth + 1);
  });
  return points;
}

}  // namespace otel_native::fuzz
