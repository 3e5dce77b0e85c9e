#include "binding/flush-promise.hpp"

#include <memory>

#include "binding/js-thread.hpp"

namespace otel_native {
namespace {

Napi::Object outcome_object(Napi::Env env, const FlushOutcome& outcome) {
  Napi::Object value = Napi::Object::New(env);
  value.Set("lostItems", static_cast<double>(outcome.lost_items));
  value.Set("message", outcome.message);
  return value;
}

}  // namespace

FlushPromise make_flush_promise(Napi::Env env, EventLoop loop) {
  const auto deferred = std::make_shared<Napi::Promise::Deferred>(env);
  const std::shared_ptr<JsThread> thread = JsThread::open(env, "otel-native flush");
  if (loop == EventLoop::kMayEnd) thread->let_event_loop_end(env);
  FlushDone done = [deferred, thread](const FlushOutcome& outcome) {
    thread->post(
        [deferred, outcome](Napi::Env env, Napi::Function) { deferred->Resolve(outcome_object(env, outcome)); });
    thread->close();
  };
  return {deferred->Promise(), std::move(done)};
}

}  // namespace otel_native
