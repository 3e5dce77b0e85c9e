#pragma once

#include <chrono>

namespace otel_native {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

inline constexpr TimePoint kNever = TimePoint::max();

/// `now + wait` without running over for waits that mean "for ever".
inline TimePoint after(TimePoint now, Duration wait) { return wait > kNever - now ? kNever : now + wait; }

}  // namespace otel_native
