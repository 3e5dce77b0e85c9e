#pragma once

#include "net/clock.hpp"
#include "net/signal-pipe.hpp"

namespace otel_native::otlp_local {

enum class Wait { ready, timed_out, interrupted };

/// What bounds everything that an attempt waits for.
struct Limits {
  TimePoint deadline;
  const SignalPipe& interrupt;
};

struct Readiness {
  Wait outcome;
  /// poll()'s answer for the descriptor, with `ready`.
  short events;
};

/// Waits until `fd` is ready for one of `events` (POLLIN, POLLOUT), which includes having failed.
Readiness wait_for(int fd, short events, const Limits& limits);

}  // namespace otel_native::otlp_local
