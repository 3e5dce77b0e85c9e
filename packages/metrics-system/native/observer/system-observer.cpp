#include "observer/system-observer.hpp"

#include <utility>

namespace otel_native::system_metrics {

otel_native_observer* SystemObserver::create(std::shared_ptr<SharedReader> reader) {
  return new SystemObserver(std::move(reader));
}

SystemObserver::SystemObserver(std::shared_ptr<SharedReader> reader)
    : otel_native_observer{}, reader_(std::move(reader)) {
  abi_version = OTEL_NATIVE_OBSERVER_ABI_VERSION;
  struct_size = sizeof(otel_native_observer);
  otel_native_observer::retain = [](otel_native_observer* self) {
    from(self)->references_.fetch_add(1, std::memory_order_relaxed);
  };
  otel_native_observer::release = [](otel_native_observer* self) {
    // Release our writes, and acquire those of the other holders before the last one frees the object.
    if (from(self)->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete from(self);
  };
  otel_native_observer::observe = [](otel_native_observer* self,
                                     void (*take)(void* context, const otel_native_values* values), void* context) {
    SharedReader& reader = *from(self)->reader_;
    reader.read();
    reader.with_values([&](std::span<const double> values, std::uint32_t layout) {
      const otel_native_values observed{sizeof(otel_native_values), layout, values.data(), values.size()};
      take(context, &observed);
    });
  };
}

}  // namespace otel_native::system_metrics
