#include "binding/send-traces.hpp"

#include <otel_native/exporter.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace otel_native::otlp_local {
namespace {

/// One attempt, owned by the exporter until its answer, and by Node. The last owner frees it.
struct Attempt {
  otel_native_exporter* exporter = nullptr;
  std::vector<std::uint8_t> bytes;
  otel_native_result result{};
  napi_deferred deferred = nullptr;

  std::mutex mutex;
  // Guarded by mutex. Null after Node has closed it during the shutdown of its environment.
  napi_threadsafe_function function = nullptr;

  ~Attempt() {
    if (exporter != nullptr) exporter->release(exporter);
  }
};
using SharedAttempt = std::shared_ptr<Attempt>;

void set_number(napi_env env, napi_value object, const char* name, double number) {
  napi_value value = nullptr;
  if (napi_create_double(env, number, &value) == napi_ok) napi_set_named_property(env, object, name, value);
}

/// Runs on the JavaScript thread. During the shutdown of an environment these calls fail, and nobody waits for the
/// answer.
void resolve(napi_env env, napi_value, void* context, void*) {
  if (env == nullptr) return;
  const Attempt& attempt = **static_cast<SharedAttempt*>(context);
  napi_value object = nullptr;
  napi_value message = nullptr;
  if (napi_create_object(env, &object) != napi_ok) return;
  set_number(env, object, "status", attempt.result.status);
  set_number(env, object, "rejectedItems", attempt.result.rejected_items);
  set_number(env, object, "retryAfterMillis", static_cast<double>(attempt.result.retry_after_ns) / 1e6);
  if (napi_create_string_utf8(env, attempt.result.message, NAPI_AUTO_LENGTH, &message) == napi_ok) {
    napi_set_named_property(env, object, "message", message);
  }
  napi_resolve_deferred(env, attempt.deferred, object);
}

void finalize(napi_env, void* data, void*) {
  const std::unique_ptr<SharedAttempt> held_by_node(static_cast<SharedAttempt*>(data));
  const std::lock_guard lock((*held_by_node)->mutex);
  (*held_by_node)->function = nullptr;
}

/// Runs on any thread.
void take_answer(void* token, const otel_native_result* result) {
  const std::unique_ptr<SharedAttempt> held_by_exporter(static_cast<SharedAttempt*>(token));
  Attempt& attempt = **held_by_exporter;
  attempt.result = *result;
  const std::lock_guard lock(attempt.mutex);
  if (attempt.function == nullptr) return;
  // If Node refuses the call, it is closing the function: no further call is allowed, not even the release.
  if (napi_call_threadsafe_function(attempt.function, nullptr, napi_tsfn_nonblocking) == napi_ok) {
    napi_release_threadsafe_function(attempt.function, napi_tsfn_release);
  }
  attempt.function = nullptr;
}

}  // namespace

Napi::Value send_traces(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto attempt = std::make_shared<Attempt>();
  attempt->exporter = info[0].As<Napi::External<otel_native_exporter>>().Data();
  attempt->exporter->retain(attempt->exporter);
  const auto bytes = info[1].As<Napi::Uint8Array>();
  attempt->bytes.assign(bytes.Data(), bytes.Data() + bytes.ByteLength());
  const otel_native_batch batch{sizeof(otel_native_batch),
                                OTEL_NATIVE_SIGNAL_TRACES,
                                attempt->bytes.data(),
                                attempt->bytes.size(),
                                info[2].As<Napi::Number>().Uint32Value(),
                                0};
  const auto timeout_ns = static_cast<std::uint64_t>(info[3].As<Napi::Number>().DoubleValue() * 1e6);
  napi_value promise = nullptr;
  napi_create_promise(env, &attempt->deferred, &promise);
  auto* held_by_node = new SharedAttempt(attempt);
  napi_create_threadsafe_function(env, nullptr, nullptr, Napi::String::New(env, "otel-native send"), 0, 1, held_by_node,
                                  finalize, held_by_node, resolve, &attempt->function);
  attempt->exporter->submit(attempt->exporter, &batch, timeout_ns, new SharedAttempt(attempt), take_answer);
  return {env, promise};
}

}  // namespace otel_native::otlp_local
