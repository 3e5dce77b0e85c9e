#pragma once

#include <otel_native/observer.h>

#include <atomic>
#include <cstdint>

namespace soak {

/// Native code that counts how often it was asked, and reports that. Takes its time, also more than a collection waits.
/// It frees itself when nobody holds it any more, so that a sanitizer sees a use after that.
class SoakObserver : public otel_native_observer {
 public:
  /// With one reference.
  explicit SoakObserver(std::uint32_t seed);
  SoakObserver(const SoakObserver&) = delete;
  SoakObserver& operator=(const SoakObserver&) = delete;

  /// From now on its value has another meaning.
  void change_layout() { ++layout_; }
  std::uint32_t layout() const { return layout_; }
  /// The last value that it reported.
  std::uint64_t reported() const { return reported_; }

 private:
  ~SoakObserver() = default;
  void answer(void (*take)(void* context, const otel_native_values* values), void* context);
  static SoakObserver* from(otel_native_observer* self) { return static_cast<SoakObserver*>(self); }

  const std::uint32_t seed_;
  std::atomic<std::uint32_t> references_{1};
  std::atomic<std::uint32_t> layout_{1};
  std::atomic<std::uint64_t> reported_{0};
};

}  // namespace soak
