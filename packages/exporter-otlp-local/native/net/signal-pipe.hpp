#pragma once

#include <mutex>

#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// A pipe that makes poll() return: how one thread tells another something while it waits for the network.
/// The signal stays until it is cleared, also while the pipe is closed.
class SignalPipe {
 public:
  SignalPipe() { open(); }

  // --- the thread that waits ---

  /// False when the process was out of file descriptors, or the pipe was closed.
  bool is_open() const { return read_end_.is_open(); }
  /// Opens the pipe where it is closed. False when the process is out of file descriptors.
  bool open();
  /// Gives the descriptors back until the next `open`.
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
  // Guarded by mutex_, and changed by the thread that waits alone:
  UniqueFd read_end_;
  UniqueFd write_end_;
  mutable bool is_raised_ = false;
};

}  // namespace otel_native::otlp_local
