#pragma once

#include <napi.h>

namespace otel_native::system_metrics {

/// The class `LoopDelay` of src/binding/addon.ts: observes this environment's event loop each time it is about to wait.
class LoopDelayHandle : public Napi::ObjectWrap<LoopDelayHandle> {
 public:
  static Napi::Function define(Napi::Env env);

  explicit LoopDelayHandle(const Napi::CallbackInfo& info);
  ~LoopDelayHandle() override;

 private:
  struct Watch;

  void take(const Napi::CallbackInfo& info);
  void stop(const Napi::CallbackInfo& info);

  /// Owned by the event loop until that has closed it. Null after the stop.
  Watch* watch_ = nullptr;
};

}  // namespace otel_native::system_metrics
