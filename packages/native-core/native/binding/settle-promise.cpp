#include "binding/settle-promise.hpp"

#include <memory>

namespace otel_native {
namespace {

void resolve(Napi::Env env, Napi::Function, Napi::Promise::Deferred* deferred, FlushOutcome* outcome) {
  const std::unique_ptr<FlushOutcome> owned_outcome(outcome);
  if (env == nullptr) return;  // the environment is going away, and with it whoever waited
  Napi::Object value = Napi::Object::New(env);
  value.Set("lostItems", static_cast<double>(outcome->lost_items));
  value.Set("message", outcome->message);
  deferred->Resolve(value);
}

using Settler = Napi::TypedThreadSafeFunction<Napi::Promise::Deferred, FlushOutcome, resolve>;

}  // namespace

FlushPromise make_flush_promise(Napi::Env env) {
  auto* deferred = new Napi::Promise::Deferred(env);
  const Settler settler =
      Settler::New(env, "otel-native flush", 0, 1, deferred,
                   [](Napi::Env, void*, Napi::Promise::Deferred* finished) { delete finished; });
  FlushDone done = [settler](const FlushOutcome& outcome) {
    auto* copy = new FlushOutcome(outcome);
    // Refused means that the environment is closing: the function then must not be used again.
    if (settler.NonBlockingCall(copy) == napi_ok) {
      Settler(settler).Release();
    } else {
      delete copy;
    }
  };
  return {deferred->Promise(), std::move(done)};
}

}  // namespace otel_native
