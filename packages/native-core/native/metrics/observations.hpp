#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace otel_native {

/// Observations of callbacks of observable instruments, or a part of them.
struct Observation {
  /// The same for all parts of one round of callbacks.
  std::uint32_t round = 0;
  double start_millis = 0;
  /// `kTargetWords` for each value.
  std::vector<std::uint32_t> targets;
  std::vector<double> values;
};

/// Passes observations from JavaScript to the drain thread.
class Observations {
 public:
  /// Called on the JavaScript thread.
  void append(Observation observation) {
    const std::lock_guard lock(mutex_);
    observations_.push_back(std::move(observation));
  }
  /// Called on the drain thread: returns everything since the last call.
  std::vector<Observation> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(observations_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<Observation> observations_;
};

}  // namespace otel_native
