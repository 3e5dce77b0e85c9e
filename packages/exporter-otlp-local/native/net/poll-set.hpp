#pragma once

#include <poll.h>

#include <cstddef>
#include <vector>

#include "net/clock.hpp"

namespace otel_native::otlp_local {

/// The descriptors and the time that the engine waits for in one round.
class PollSet {
 public:
  void clear();
  /// Returns a place to ask for with `ready`, in this round only.
  std::size_t add(int fd, short events);
  void wake_at(TimePoint time);
  /// Waits until a descriptor is ready or the earliest time has come.
  void wait();
  /// The events that poll() returned for a descriptor. An error counts as ready for every event.
  short ready(std::size_t place) const;

 private:
  std::vector<pollfd> entries_;
  TimePoint wake_at_ = TimePoint::max();
};

}  // namespace otel_native::otlp_local
