#include "soak-observer.hpp"

#include <chrono>
#include <thread>

#include "random.hpp"

namespace soak {

namespace {

constexpr std::uint32_t kMostMillis = 20;
/// More than a collection waits for.
constexpr std::uint32_t kTooManyMillis = 700;
constexpr std::uint32_t kOneTooSlowIn = 30;

}  // namespace

SoakObserver::SoakObserver(std::uint32_t seed) : otel_native_observer{}, seed_(seed) {
  abi_version = OTEL_NATIVE_OBSERVER_ABI_VERSION;
  struct_size = sizeof(otel_native_observer);
  otel_native_observer::retain = [](otel_native_observer* self) { ++from(self)->references_; };
  otel_native_observer::release = [](otel_native_observer* self) {
    if (--from(self)->references_ == 0) delete from(self);
  };
  otel_native_observer::observe = [](otel_native_observer* self,
                                     void (*take)(void* context, const otel_native_values* values),
                                     void* context) { from(self)->answer(take, context); };
}

void SoakObserver::answer(void (*take)(void* context, const otel_native_values* values), void* context) {
  const std::uint64_t number = ++reported_;
  Random random(seed_ + static_cast<std::uint32_t>(number));
  const std::uint32_t millis = random.one_in(kOneTooSlowIn) ? kTooManyMillis : random.between(0, kMostMillis);
  std::this_thread::sleep_for(std::chrono::milliseconds(millis));
  const auto value = static_cast<double>(number);
  const otel_native_values observed{sizeof(otel_native_values), layout_, &value, 1};
  take(context, &observed);
}

}  // namespace soak
