#pragma once

#include <cstdint>
#include <random>

namespace otel_native::otlp_local {

/// The wait after a failure: 1 s, then 1.5 times as long after each further failure, at most 5 s. Jitter of up to 20 %
/// in both directions keeps many processes from retrying at the same time.
class Backoff {
 public:
  explicit Backoff(std::uint32_t seed) : random_(seed) {}

  /// Counts a failure and returns the wait before the next attempt.
  std::uint64_t next_nanos();
  /// Resets the wait after a successful attempt.
  void reset() { failures_ = 0; }

 private:
  std::minstd_rand random_;
  std::uint32_t failures_ = 0;
};

}  // namespace otel_native::otlp_local
