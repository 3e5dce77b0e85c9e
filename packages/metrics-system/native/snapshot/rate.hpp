#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "snapshot/units.hpp"

namespace otel_native::system_metrics {

/// Shorter windows are not meaningful, because the kernel's clocks tick every 1 to 10 ms. A reading that follows
/// sooner, perhaps for a second metric reader, gets the previous rates.
inline constexpr double kMinWindowSeconds = 0.1;

/// The growth of counters of seconds between two readings, per second of real time.
template <std::size_t kSize>
class Rate {
 public:
  /// Returns NaN for the first reading. A counter that decreased counts as unchanged.
  const std::array<double, kSize>& update(const std::array<double, kSize>& counters, double now_seconds) {
    const double window = now_seconds - looked_at_seconds_;
    if (window < kMinWindowSeconds) return rates_;
    for (std::size_t i = 0; i < kSize; ++i) {
      const double growth = counters[i] - counters_[i];
      rates_[i] = growth < 0 ? 0 : growth / window;
    }
    counters_ = counters;
    looked_at_seconds_ = now_seconds;
    return rates_;
  }

 private:
  static constexpr std::array<double, kSize> none() {
    std::array<double, kSize> values{};
    values.fill(kNone);
    return values;
  }

  double looked_at_seconds_ = -std::numeric_limits<double>::infinity();
  std::array<double, kSize> counters_ = none();
  std::array<double, kSize> rates_ = none();
};

}  // namespace otel_native::system_metrics
