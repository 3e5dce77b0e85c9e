#include "net/signal-pipe.hpp"

#include <poll.h>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {

SignalPipe::SignalPipe() {
  int ends[2];
  if (!open_pipe(ends)) return;
  read_end_ = UniqueFd(ends[0]);
  write_end_ = UniqueFd(ends[1]);
}

void SignalPipe::raise() const {
  const char byte = 1;
  // A full pipe is raised already.
  [[maybe_unused]] const ssize_t written = write(write_end_.get(), &byte, 1);
}

bool SignalPipe::is_raised() const {
  pollfd entry{read_end_.get(), POLLIN, 0};
  return poll(&entry, 1, 0) > 0;
}

void SignalPipe::clear() const {
  char bytes[64];
  while (read(read_end_.get(), bytes, sizeof(bytes)) > 0) {
  }
}

}  // namespace otel_native::otlp_local
