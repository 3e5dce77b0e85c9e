#pragma once

#include <chrono>

namespace otel_native {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

inline constexpr TimePoint kNever = TimePoint::max();

/// Returns `now + wait`, capped so that an endless wait does not overflow.
inline TimePoint after(TimePoint now, Duration wait) { return wait > kNever - now ? kNever : now + wait; }

}  // namespace otel_native
