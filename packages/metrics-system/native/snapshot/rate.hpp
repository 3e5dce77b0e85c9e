#pragma once

#include <array>
#include <cstddef>
#include <limits>

#include "snapshot/units.hpp"

namespace otel_native::system_metrics {

/// A shorter window than this says little: clocks of the kernel tick every 1 to 10 ms. Whoever asks again so soon, a
/// second metric reader perhaps, gets what the last window gave.
inline constexpr double kMinWindowSeconds = 0.1;

/// How quickly counters of seconds grow: between two looks, per second of real time.
template <std::size_t kSize>
class Rate {
 public:
  /// NaN until there was a look before. What went backwards did not grow.
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
