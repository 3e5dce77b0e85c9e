#pragma once

#include <cstdint>
#include <random>

namespace soak {

/// Random numbers that a seed decides.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  /// From `least` to `most`, both included.
  std::uint32_t between(std::uint32_t least, std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(least, most)(engine_);
  }
  bool one_in(std::uint32_t count) { return between(1, count) == 1; }

 private:
  std::mt19937 engine_;
};

}  // namespace soak
