#pragma once

#include <mutex>

#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// A pipe with which one thread wakes another that waits in poll() for the network. The signal stays raised until it is
/// cleared, even while the pipe is closed.
class SignalPipe {
 public:
  SignalPipe() { open(); }

  // --- the thread that waits ---

  /// False if the process was out of file descriptors, or if the pipe was closed.
  bool is_open() const { return read_end_.is_open(); }
  /// Opens the pipe if it is closed. Returns false if the process is out of file descriptors.
  bool open();
  /// Closes the descriptors until the next `open`.
  void close();
  bool is_raised() const;
  void clear() const;
  /// Readable while the signal is raised.
  int fd() const { return read_end_.get(); }

  // --- any thread ---

  void raise() const;

 private:
  void write_byte() const;

  mutable std::mutex mutex_;
  // Guarded by mutex_, and changed only by the waiting thread:
  UniqueFd read_end_;
  UniqueFd write_end_;
  mutable bool is_raised_ = false;
};

}  // namespace otel_native::otlp_local
