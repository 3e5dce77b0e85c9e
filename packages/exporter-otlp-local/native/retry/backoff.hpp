#pragma once

#include <cstdint>
#include <random>

namespace otel_native::otlp_local {

/// How long to wait after a failure: 1 s, half as much again after each further one, at most 5 s, each up to a
/// fifth longer or shorter so that many processes do not come back at once.
class Backoff {
 public:
  explicit Backoff(std::uint32_t seed) : random_(seed) {}

  /// Counts a failure and gives the wait before the next attempt.
  std::uint64_t next_nanos();
  /// An attempt succeeded.
  void reset() { failures_ = 0; }

 private:
  std::minstd_rand random_;
  std::uint32_t failures_ = 0;
};

}  // namespace otel_native::otlp_local
