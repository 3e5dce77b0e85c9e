#pragma once

#include <chrono>
#include <cstddef>
#include <utility>

#include "platform/clock.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

/// Keeps one large buffer between records that bypass the ring: to get as much memory from the system for each of them
/// takes longer than to fill it. Not thread-safe.
class KeptBuffer {
 public:
  /// Larger buffers are freed at once.
  static constexpr std::size_t kMaxBytes = std::size_t{8} << 20;
  /// After this time without use, the memory goes back to the system.
  static constexpr std::chrono::seconds kIdle{10};

  /// Returns an empty buffer with room for `bytes`.
  ByteBuffer take(std::size_t bytes) {
    was_used_ = true;
    ByteBuffer taken = std::move(kept_);
    if (taken.capacity() < bytes) {
      taken = ByteBuffer();
      taken.reserve(bytes);
    }
    return taken;
  }

  /// Keeps a buffer whose content is not needed any more, or frees it.
  void give_back(ByteBuffer&& buffer) {
    ByteBuffer given = std::move(buffer);
    if (given.capacity() > kMaxBytes || given.capacity() <= kept_.capacity()) return;
    given.clear();
    kept_ = std::move(given);
  }

  /// Called once in a while.
  void trim(TimePoint now) {
    if (was_used_) last_use_ = now;
    was_used_ = false;
    if (now - last_use_ >= kIdle) kept_ = ByteBuffer();
  }

  std::size_t kept_bytes() const { return kept_.capacity(); }

 private:
  ByteBuffer kept_;
  bool was_used_ = false;
  /// The last `trim` that found a use.
  TimePoint last_use_{};
};

}  // namespace otel_native
