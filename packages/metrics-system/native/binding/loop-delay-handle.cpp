#include "binding/loop-delay-handle.hpp"

#include <uv.h>

#include <span>

#include "loop/delay-histogram.hpp"

namespace otel_native::system_metrics {

struct LoopDelayHandle::Timer {
  explicit Timer(LoopDelayHandle& owner) : owner(&owner) {}

  void start(Napi::Env env, std::uint64_t millis) {
    uv_loop_t* loop = nullptr;
    if (napi_get_uv_event_loop(env, &loop) != napi_ok) return;
    uv_timer_init(loop, &handle);
    handle.data = this;
    napi_add_async_cleanup_hook(
        env, [](napi_async_cleanup_hook_handle, void* timer) { of(timer)->close(); }, this, &hook);
    uv_timer_start(&handle, [](uv_timer_t* ticked) { of(ticked->data)->tick(); }, millis, millis);
    // It never keeps the process alive.
    uv_unref(reinterpret_cast<uv_handle_t*>(&handle));
  }

  void tick() {
    const std::uint64_t now = uv_hrtime();
    if (last_nanos != 0) histogram.record(now - last_nanos);
    last_nanos = now;
  }

  /// Deletes the timer as the event loop has let go of it; the end of the environment waits for that.
  void close() {
    if (owner != nullptr) owner->timer_ = nullptr;
    owner = nullptr;
    // It was never started.
    if (handle.data == nullptr) {
      delete this;
      return;
    }
    auto* const closing = reinterpret_cast<uv_handle_t*>(&handle);
    if (uv_is_closing(closing) != 0) return;
    uv_close(closing, [](uv_handle_t* closed) {
      Timer* const timer = of(closed->data);
      napi_remove_async_cleanup_hook(timer->hook);
      delete timer;
    });
  }

  static Timer* of(void* data) { return static_cast<Timer*>(data); }

  uv_timer_t handle{};
  napi_async_cleanup_hook_handle hook = nullptr;
  LoopDelayHandle* owner;
  std::uint64_t last_nanos = 0;
  DelayHistogram histogram;
};

Napi::Function LoopDelayHandle::define(Napi::Env env) {
  return DefineClass(env, "LoopDelay",
                     {InstanceMethod<&LoopDelayHandle::take>("take"), InstanceMethod<&LoopDelayHandle::stop>("stop")});
}

/// `new LoopDelay(resolutionMillis)`.
LoopDelayHandle::LoopDelayHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<LoopDelayHandle>(info), timer_(new Timer(*this)) {
  timer_->start(info.Env(), info[0].As<Napi::Number>().Uint32Value());
}

LoopDelayHandle::~LoopDelayHandle() {
  if (timer_ != nullptr) timer_->close();
}

/// `take(figures)`: all of them, in the order of `DelayHistogram::Figure`.
void LoopDelayHandle::take(const Napi::CallbackInfo& info) {
  auto figures = info[0].As<Napi::Float64Array>();
  if (timer_ == nullptr || figures.ElementLength() < DelayHistogram::kFigureCount) return;
  timer_->histogram.take(std::span<double, DelayHistogram::kFigureCount>(figures.Data(), DelayHistogram::kFigureCount));
}

void LoopDelayHandle::stop(const Napi::CallbackInfo&) {
  if (timer_ != nullptr) timer_->close();
}

}  // namespace otel_native::system_metrics
