#include "binding/loop-delay-handle.hpp"

#include <uv.h>

#include <optional>
#include <span>

#include "loop/delay-tracker.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr std::uint64_t kNanosPerMilli = 1'000'000;

}  // namespace

struct LoopDelayHandle::Watch {
  explicit Watch(LoopDelayHandle& owner) : owner(&owner) {}

  void start(Napi::Env env, std::uint64_t resolution_millis) {
    uv_loop_t* loop = nullptr;
    if (napi_get_uv_event_loop(env, &loop) != napi_ok) return;
    tracker.emplace(resolution_millis * kNanosPerMilli);
    uv_prepare_init(loop, &handle);
    handle.data = this;
    napi_add_async_cleanup_hook(
        env, [](napi_async_cleanup_hook_handle, void* watch) { of(watch)->close(); }, this, &hook);
    uv_prepare_start(&handle, [](uv_prepare_t* prepared) {
      of(prepared->data)->tracker->begin_wait(uv_hrtime(), uv_metrics_idle_time(prepared->loop));
    });
    // It never keeps the process alive.
    uv_unref(reinterpret_cast<uv_handle_t*>(&handle));
  }

  void take(std::span<double, DelayHistogram::kFigureCount> figures) {
    if (!tracker) return;
    tracker->end_wait(uv_metrics_idle_time(handle.loop));
    tracker->histogram().take(figures);
  }

  /// Deletes the watch once the event loop has released it; the end of the environment waits for that.
  void close() {
    if (owner != nullptr) owner->watch_ = nullptr;
    owner = nullptr;
    // It was never started.
    if (handle.data == nullptr) {
      delete this;
      return;
    }
    auto* const closing = reinterpret_cast<uv_handle_t*>(&handle);
    if (uv_is_closing(closing) != 0) return;
    uv_close(closing, [](uv_handle_t* closed) {
      Watch* const watch = of(closed->data);
      napi_remove_async_cleanup_hook(watch->hook);
      delete watch;
    });
  }

  static Watch* of(void* data) { return static_cast<Watch*>(data); }

  uv_prepare_t handle{};
  napi_async_cleanup_hook_handle hook = nullptr;
  LoopDelayHandle* owner;
  std::optional<DelayTracker> tracker;
};

Napi::Function LoopDelayHandle::define(Napi::Env env) {
  return DefineClass(env, "LoopDelay",
                     {InstanceMethod<&LoopDelayHandle::take>("take"), InstanceMethod<&LoopDelayHandle::stop>("stop")});
}

/// `new LoopDelay(resolutionMillis)`.
LoopDelayHandle::LoopDelayHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<LoopDelayHandle>(info), watch_(new Watch(*this)) {
  watch_->start(info.Env(), info[0].As<Napi::Number>().Uint32Value());
}

LoopDelayHandle::~LoopDelayHandle() {
  if (watch_ != nullptr) watch_->close();
}

/// `take(figures)`: writes all figures in the order of `DelayHistogram::Figure`.
void LoopDelayHandle::take(const Napi::CallbackInfo& info) {
  auto figures = info[0].As<Napi::Float64Array>();
  if (watch_ == nullptr || figures.ElementLength() < DelayHistogram::kFigureCount) return;
  watch_->take(std::span<double, DelayHistogram::kFigureCount>(figures.Data(), DelayHistogram::kFigureCount));
}

void LoopDelayHandle::stop(const Napi::CallbackInfo&) {
  if (watch_ != nullptr) watch_->close();
}

}  // namespace otel_native::system_metrics
