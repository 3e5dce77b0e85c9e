#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "platform/clock.hpp"

namespace otel_native {

inline std::uint32_t whole_seconds(Duration duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
  constexpr std::int64_t kMax = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, kMax));
}

/// Distinguishes an outage from a single failed attempt. For one thread at a time.
class Outage {
 public:
  /// Counts a failed attempt; the next one follows after `pause`. Returns true once: when failures persist, or when a
  /// long pause begins.
  bool begins(TimePoint now, Duration pause) {
    if (!failing_since_) failing_since_ = now;
    const bool lasts = now - *failing_since_ >= kLasts || pause >= kLongPause;
    if (is_told_ || !lasts) return false;
    return is_told_ = true;
  }

  /// Whether a pause is so long that each one is reported.
  static bool is_told_alone(Duration pause) { return pause > kToldPause; }

  /// Ends the outage when the receiver answers. Returns its duration in seconds, if it was reported.
  std::optional<std::uint32_t> ends(TimePoint now) {
    std::optional<std::uint32_t> seconds;
    if (is_told_) seconds = whole_seconds(now - *failing_since_);
    is_told_ = false;
    failing_since_.reset();
    return seconds;
  }

 private:
  static constexpr std::chrono::milliseconds kLasts{500};
  static constexpr std::chrono::seconds kLongPause{10};
  static constexpr std::chrono::seconds kToldPause{60};

  std::optional<TimePoint> failing_since_;
  bool is_told_ = false;
};

}  // namespace otel_native
