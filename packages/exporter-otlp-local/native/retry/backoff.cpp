#include "retry/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace otel_native::otlp_local {

std::uint64_t Backoff::next_nanos() {
  constexpr double kInitialNanos = 1e9;
  constexpr double kMultiplier = 1.5;
  constexpr double kMaxNanos = 5e9;
  constexpr double kJitter = 0.2;
  const double nominal = std::min(kMaxNanos, kInitialNanos * std::pow(kMultiplier, failures_));
  if (nominal < kMaxNanos) ++failures_;
  std::uniform_real_distribution<double> jitter(1 - kJitter, 1 + kJitter);
  return static_cast<std::uint64_t>(std::min(kMaxNanos, nominal * jitter(random_)));
}

}  // namespace otel_native::otlp_local
