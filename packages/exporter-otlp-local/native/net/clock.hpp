#pragma once

#include <chrono>
#include <cstdint>

namespace otel_native::otlp_local {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

/// Returns `now` plus `nanos`, capped so that an endless wait does not overflow.
inline TimePoint deadline_after(TimePoint now, std::uint64_t nanos) {
  const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(TimePoint::max() - now);
  if (nanos >= static_cast<std::uint64_t>(left.count())) return TimePoint::max();
  return now + std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(nanos));
}

/// Returns the time until `deadline` for poll(): whole milliseconds, rounded up so that no loop spins in the last
/// millisecond; 0 after the deadline.
inline int poll_millis(TimePoint deadline, TimePoint now) {
  if (now >= deadline) return 0;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count();
  constexpr long long kLongestPollMillis = 60'000;
  return static_cast<int>(left < kLongestPollMillis ? left : kLongestPollMillis);
}

}  // namespace otel_native::otlp_local
