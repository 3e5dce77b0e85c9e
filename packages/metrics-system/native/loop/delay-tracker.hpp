#pragma once

#include <cstdint>

#include "loop/delay-histogram.hpp"

namespace otel_native::system_metrics {

/// Computes how late the ticks of a timer would be, from the time that the event loop waited and was busy. A real timer
/// would wake an idle process a hundred times a second. All times are in nanoseconds.
class DelayTracker {
 public:
  explicit DelayTracker(std::uint64_t resolution) : resolution_(resolution) {}

  /// Called before the loop waits for events; `idle` is the total time that it has waited. The first call starts the
  /// imaginary timer: earlier work, such as loading the program, is not a delay.
  void begin_wait(std::uint64_t now, std::uint64_t idle) {
    end_wait(idle);
    if (!has_begun_) last_tick_ = now;
    has_begun_ = true;
    if (now - last_tick_ >= resolution_) {
      histogram_.record(now - last_tick_);
      last_tick_ = now;
    }
    wait_began_ = now;
    idle_before_ = idle;
  }

  /// Counts the ticks of the last wait, which were on time. The work since then is still in progress.
  void end_wait(std::uint64_t idle) {
    if (!has_begun_) return;
    const std::uint64_t wait_ended = wait_began_ + (idle - idle_before_);
    if (wait_ended < last_tick_ + resolution_) return;
    const std::uint64_t ticks = (wait_ended - last_tick_) / resolution_;
    histogram_.record(resolution_, ticks);
    last_tick_ += ticks * resolution_;
  }

  DelayHistogram& histogram() { return histogram_; }

 private:
  const std::uint64_t resolution_;
  bool has_begun_ = false;
  std::uint64_t last_tick_ = 0;
  std::uint64_t wait_began_ = 0;
  std::uint64_t idle_before_ = 0;
  DelayHistogram histogram_;
};

}  // namespace otel_native::system_metrics
