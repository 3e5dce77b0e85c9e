#include "net/wake-pipe.hpp"

#include <unistd.h>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {

bool WakePipe::open() {
  if (read_end_.is_open()) return true;
  int ends[2];
  if (!open_pipe(ends)) return false;
  read_end_ = UniqueFd(ends[0]);
  write_end_ = UniqueFd(ends[1]);
  return true;
}

void WakePipe::raise() const {
  const char byte = 1;
  // A full pipe is readable already.
  [[maybe_unused]] const ssize_t written = write(write_end_.get(), &byte, 1);
}

void WakePipe::clear() const {
  char bytes[64];
  while (read(read_end_.get(), bytes, sizeof(bytes)) > 0) {
  }
}

}  // namespace otel_native::otlp_local
