#pragma once

#include <otel_native/observer.h>

#include <atomic>
#include <cstdint>
#include <memory>

#include "reader/shared-reader.hpp"

namespace otel_native::system_metrics {

/// Implements `otel_native/observer.h`: reads, and passes on the values in the format of `SharedReader::write`.
class SystemObserver : public otel_native_observer {
 public:
  /// Creates an observer with one reference, which the caller owns.
  static otel_native_observer* create(std::shared_ptr<SharedReader> reader);

  SystemObserver(const SystemObserver&) = delete;
  SystemObserver& operator=(const SystemObserver&) = delete;

 private:
  explicit SystemObserver(std::shared_ptr<SharedReader> reader);
  static SystemObserver* from(otel_native_observer* self) { return static_cast<SystemObserver*>(self); }

  std::atomic<std::uint32_t> references_{1};
  const std::shared_ptr<SharedReader> reader_;
};

}  // namespace otel_native::system_metrics
