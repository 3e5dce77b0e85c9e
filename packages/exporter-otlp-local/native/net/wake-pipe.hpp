#pragma once

#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// A pipe with which any thread wakes the one that waits in poll().
class WakePipe {
 public:
  /// Opens the pipe if it is closed. Returns false if the process is out of file descriptors. Call it before any other
  /// thread uses the pipe.
  bool open();
  /// Makes `fd` readable. Any thread.
  void raise() const;
  /// Undoes every `raise` so far.
  void clear() const;
  int fd() const { return read_end_.get(); }

 private:
  UniqueFd read_end_;
  UniqueFd write_end_;
};

}  // namespace otel_native::otlp_local
