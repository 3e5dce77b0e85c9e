#include "net/signal-pipe.hpp"

#include <unistd.h>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {

bool SignalPipe::open() {
  const std::lock_guard lock(mutex_);
  if (read_end_.is_open()) return true;
  int ends[2];
  if (!open_pipe(ends)) return false;
  read_end_ = UniqueFd(ends[0]);
  write_end_ = UniqueFd(ends[1]);
  if (is_raised_) write_byte();
  return true;
}

void SignalPipe::close() {
  const std::lock_guard lock(mutex_);
  read_end_ = UniqueFd();
  write_end_ = UniqueFd();
}

void SignalPipe::raise() const {
  const std::lock_guard lock(mutex_);
  is_raised_ = true;
  if (write_end_.is_open()) write_byte();
}

bool SignalPipe::is_raised() const {
  const std::lock_guard lock(mutex_);
  return is_raised_;
}

void SignalPipe::clear() const {
  const std::lock_guard lock(mutex_);
  is_raised_ = false;
  char bytes[64];
  // NOLINTNEXTLINE(clang-analyzer-unix.BlockInCriticalSection): both ends are opened as non-blocking.
  while (read_end_.is_open() && read(read_end_.get(), bytes, sizeof(bytes)) > 0) {
  }
}

void SignalPipe::write_byte() const {
  const char byte = 1;
  // A full pipe counts as raised.
  [[maybe_unused]] const ssize_t written = write(write_end_.get(), &byte, 1);
}

}  // namespace otel_native::otlp_local
