#pragma once

#include <cstdint>

namespace otel_native {

/// Returns a time in nanoseconds since the epoch.
inline std::uint64_t unix_nano(double seconds, std::uint32_t nanos) {
  constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;
  // Times before the epoch or beyond 64 bits cannot be represented: return a defined value instead of undefined
  // behavior.
  if (!(seconds >= 0 && seconds < 0x1p63)) return nanos;
  return static_cast<std::uint64_t>(seconds) * kNanosPerSecond + nanos;
}

}  // namespace otel_native
