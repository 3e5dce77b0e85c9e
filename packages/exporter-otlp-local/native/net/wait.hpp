#pragma once

#include "net/clock.hpp"
#include "net/signal-pipe.hpp"

namespace otel_native::otlp_local {

enum class Wait { ready, timed_out, interrupted };

/// Limits for every wait of an attempt.
struct Limits {
  TimePoint deadline;
  const SignalPipe& interrupt;
};

struct Readiness {
  Wait outcome;
  /// The events that poll() returned for the descriptor, if `ready`.
  short events;
};

/// Waits until `fd` is ready for one of `events` (POLLIN, POLLOUT). An error on `fd` counts as ready.
Readiness wait_for(int fd, short events, const Limits& limits);

}  // namespace otel_native::otlp_local
