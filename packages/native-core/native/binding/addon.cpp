#include <napi.h>
#include <uv.h>

#include "binding/exit-flush.hpp"
#include "binding/metric-pipeline-handle.hpp"
#include "binding/pipeline-arguments.hpp"
#include "binding/record-pipeline-handle.hpp"
#include "binding/spool-functions.hpp"
#include "record/format.gen.hpp"
#include "shared/pin-library.hpp"

namespace {

/// Only the main thread's environment runs on libuv's default loop. Asking `node:worker_threads` would load that
/// module.
bool is_main_thread(Napi::Env env) {
  uv_loop_t* loop = nullptr;
  return napi_get_uv_event_loop(env, &loop) == napi_ok && loop == uv_default_loop();
}

/// `beginFlushThreads(): void`
void begin_flush_of_all_threads(const Napi::CallbackInfo&) { otel_native::begin_flush_of_threads(); }

/// `flushThreads(timeoutMillis: number): void`
void flush_all_threads(const Napi::CallbackInfo& info) {
  otel_native::flush_threads(otel_native::milliseconds(info[0].As<Napi::Number>().DoubleValue()));
}

Napi::Object init(Napi::Env env, Napi::Object exports) {
  otel_native::pin_library(reinterpret_cast<const void*>(&otel_native::pin_library));
  exports.Set("formatHash", otel_native::kFormatHash);
  exports.Set("isMainThread", is_main_thread(env));
  exports.Set("RecordPipeline", otel_native::RecordPipelineHandle::define(env));
  exports.Set("MetricPipeline", otel_native::MetricPipelineHandle::define(env));
  exports.Set("beginFlushThreads", Napi::Function::New(env, begin_flush_of_all_threads, "beginFlushThreads"));
  exports.Set("flushThreads", Napi::Function::New(env, flush_all_threads, "flushThreads"));
  exports.Set("openSpool", Napi::Function::New(env, otel_native::open_spool, "openSpool"));
  exports.Set("recoverSpool", Napi::Function::New(env, otel_native::recover_spool, "recoverSpool"));
  return exports;
}

}  // namespace

NODE_API_MODULE(otel_native_core, init)
