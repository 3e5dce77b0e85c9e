#pragma once

#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// A pipe that makes poll() return: how one thread tells another something while it waits for the network.
/// The signal stays until it is cleared.
class SignalPipe {
 public:
  SignalPipe();

  /// False when the process was out of file descriptors.
  bool is_open() const { return read_end_.is_open(); }
  /// From any thread, and from a signal handler.
  void raise() const;
  bool is_raised() const;
  void clear() const;
  /// Readable while the signal is raised.
  int fd() const { return read_end_.get(); }

 private:
  UniqueFd read_end_;
  UniqueFd write_end_;
};

}  // namespace otel_native::otlp_local
