#pragma once

#include <otel_native/observer.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

namespace otel_native::test {

/// An observer that lives on the stack of its test, or as long as the process.
class FakeObserver : public otel_native_observer {
 public:
  using Observe = std::function<std::vector<double>()>;

  explicit FakeObserver(Observe observe, std::uint32_t first_layout = 1)
      : otel_native_observer{}, layout(first_layout), values_(std::move(observe)) {
    abi_version = OTEL_NATIVE_OBSERVER_ABI_VERSION;
    struct_size = sizeof(otel_native_observer);
    otel_native_observer::retain = [](otel_native_observer* self) { ++from(self)->references; };
    otel_native_observer::release = [](otel_native_observer* self) { --from(self)->references; };
    otel_native_observer::observe = [](otel_native_observer* self,
                                       void (*take)(void* context, const otel_native_values* values), void* context) {
      const std::vector<double> values = from(self)->values_();
      const otel_native_values observed{sizeof(otel_native_values), from(self)->layout, values.data(), values.size()};
      take(context, &observed);
    };
  }
  /// The thread that asks it releases it some time after its pipeline is finished.
  ~FakeObserver() {
    while (references != 0) std::this_thread::yield();
  }

  std::atomic<int> references{0};
  std::atomic<std::uint32_t> layout;

 private:
  static FakeObserver* from(otel_native_observer* self) { return static_cast<FakeObserver*>(self); }

  const Observe values_;
};

}  // namespace otel_native::test
