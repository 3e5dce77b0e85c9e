#pragma once

#include <chrono>
#include <cstdint>

namespace otel_native {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

/// JavaScript counts time in milliseconds, OTLP in nanoseconds.
inline constexpr std::uint64_t kNanosPerMilli = 1'000'000;

inline constexpr TimePoint kNever = TimePoint::max();

/// Returns `now + wait`, capped so that an endless wait does not overflow.
inline TimePoint after(TimePoint now, Duration wait) { return wait > kNever - now ? kNever : now + wait; }

}  // namespace otel_native
