#include "net/wait.hpp"

#include <poll.h>

namespace otel_native::otlp_local {

Readiness wait_for(int fd, short events, const Limits& limits) {
  for (;;) {
    pollfd entries[] = {{fd, events, 0}, {limits.interrupt.fd(), POLLIN, 0}};
    const TimePoint now = Clock::now();
    // EINTR and a long wait cut into pieces both lead to another round.
    const int count = poll(entries, 2, poll_millis(limits.deadline, now));
    if (count > 0 && entries[1].revents != 0) return {Wait::interrupted, 0};
    if (now >= limits.deadline) return {Wait::timed_out, 0};
    if (count > 0) return {Wait::ready, entries[0].revents};
  }
}

}  // namespace otel_native::otlp_local
