#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

#include "record/byte-buffer.hpp"

namespace otel_native {

/// Passes records that define the series in the shared memory from JavaScript to the drain thread.
class MetricDefinitions {
 public:
  /// Called on the JavaScript thread.
  void append(const std::uint8_t* record, std::size_t size) {
    const std::lock_guard lock(mutex_);
    records_.append(record, size);
  }
  /// Called on the drain thread: returns everything since the last call.
  ByteBuffer take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(records_, ByteBuffer());
  }

 private:
  std::mutex mutex_;
  ByteBuffer records_;
};

}  // namespace otel_native
