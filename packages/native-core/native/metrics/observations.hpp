#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace otel_native {

/// What callbacks of observable instruments observed, or a part of it.
struct Observation {
  /// The same for all parts of what was observed together.
  std::uint32_t round = 0;
  double start_millis = 0;
  /// `kTargetWords` each.
  std::vector<std::uint32_t> targets;
  std::vector<double> values;
};

/// Observations on their way from JavaScript to the drain thread.
class Observations {
 public:
  /// On the JavaScript thread.
  void append(Observation observation) {
    const std::lock_guard lock(mutex_);
    observations_.push_back(std::move(observation));
  }
  /// On the drain thread: everything since the last call.
  std::vector<Observation> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(observations_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<Observation> observations_;
};

}  // namespace otel_native
