#include "binding/pipeline-handle.hpp"

#include <algorithm>

#include "binding/exit-flush.hpp"
#include "binding/flush-promise.hpp"
#include "binding/js-sink.hpp"
#include "binding/pipeline-arguments.hpp"
#include "binding/spool-functions.hpp"
#include "pipeline/runtime.hpp"

namespace otel_native {
namespace {

/// How long a worker thread that was terminated may still send what it left.
constexpr std::chrono::seconds kDetachedTimeout{10};

/// Calls `tellLoss(cause: number, items: number, message: string)`, which does not throw.
LossListener tells(const std::shared_ptr<JsThread>& thread) {
  return [thread](LossCause cause, std::uint32_t items, const std::string& message) {
    thread->post([cause, items, message](Napi::Env env, Napi::Function tell) {
      tell.Call({Napi::Number::New(env, static_cast<double>(cause)), Napi::Number::New(env, items),
                 Napi::String::New(env, message)});
    });
  };
}

/// Runs when the environment ends without the provider's shutdown: what the ring holds is saved from it.
void detach(void* data) {
  auto* pipeline = static_cast<Pipeline*>(data);
  pipeline->source().detach();
  pipeline->close(after(Clock::now(), kDetachedTimeout), [](const FlushOutcome&) {});
  Runtime::instance().wake();
}

}  // namespace

Napi::Function PipelineHandle::define(Napi::Env env) {
  return DefineClass(env, "Pipeline",
                     {
                         InstanceMethod<&PipelineHandle::wake>("wake"),
                         InstanceMethod<&PipelineHandle::move_ring_to_heap>("moveRingToHeap"),
                         InstanceMethod<&PipelineHandle::append>("append"),
                         InstanceMethod<&PipelineHandle::save>("save"),
                         InstanceMethod<&PipelineHandle::flush>("flush"),
                         InstanceMethod<&PipelineHandle::flush_at_exit>("flushAtExit"),
                         InstanceMethod<&PipelineHandle::close>("close"),
                         InstanceMethod<&PipelineHandle::stats>("stats"),
                     });
}

/// `new Pipeline(ring: Uint8Array, options, exporter: external | function, tellLoss: function, spool?: external)`; the
/// options were validated. With a spool, the ring is the one that came with it.
PipelineHandle::PipelineHandle(const Napi::CallbackInfo& info) : Napi::ObjectWrap<PipelineHandle>(info) {
  const Napi::Env env = info.Env();
  auto ring = info[0].As<Napi::Uint8Array>();
  if (!RingReader::is_ring(ring.ByteLength()) || reinterpret_cast<std::uintptr_t>(ring.Data()) % 8 != 0) {
    Napi::RangeError::New(env, "not the memory of a ring").ThrowAsJavaScriptException();
    return;
  }
  otel_native_exporter* exporter = nullptr;
  if (info[2].IsFunction()) {
    exporter = js_sink_ = make_js_sink(env, info[2].As<Napi::Function>());
  } else {
    exporter = unwrap_exporter(env, info[2]);
  }
  if (exporter == nullptr) {
    Napi::TypeError::New(env, "not an exporter of this ABI version").ThrowAsJavaScriptException();
    return;
  }
  losses_ = JsThread::open(env, "otel-native losses", info[3].As<Napi::Function>());
  const PipelineOptions options = read_options(info[1].As<Napi::Object>());
  pipeline_ = info[4].IsExternal()
                  ? std::make_shared<Pipeline>(unwrap_spool(info[4]), exporter, options, tells(losses_))
                  : std::make_shared<Pipeline>(ring.Data(), ring.ByteLength(), exporter, options, tells(losses_));
  ring_ = Napi::Reference<Napi::Uint8Array>::New(ring, 1);
  napi_add_env_cleanup_hook(env, detach, pipeline_.get());
  Runtime::instance().add(pipeline_);
  flush_when_process_ends();
}

PipelineHandle::~PipelineHandle() {
  if (pipeline_ != nullptr) {
    napi_remove_env_cleanup_hook(Env(), detach, pipeline_.get());
    detach(pipeline_.get());
  }
  if (js_sink_ != nullptr) js_sink_->release(js_sink_);
  if (losses_ != nullptr) losses_->close();
}

Napi::Value PipelineHandle::wake(const Napi::CallbackInfo& info) {
  pipeline_->want_drain();
  Runtime::instance().wake();
  return info.Env().Undefined();
}

Napi::Value PipelineHandle::move_ring_to_heap(const Napi::CallbackInfo& info) {
  const bool moved = pipeline_->source().move_ring_to_heap();
  wake(info);
  return Napi::Boolean::New(info.Env(), moved);
}

/// `append(bytes: Uint8Array, count: number, isNeeded: boolean): boolean`
Napi::Value PipelineHandle::append(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  const bool appended = pipeline_->source().append(bytes.Data(), count, info[2].As<Napi::Boolean>().Value());
  wake(info);
  return Napi::Boolean::New(info.Env(), appended);
}

/// `save(bytes: Uint8Array, count: number): boolean`
Napi::Value PipelineHandle::save(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  return Napi::Boolean::New(info.Env(), pipeline_->source().save(bytes.Data(), count));
}

Napi::Value PipelineHandle::flush(const Napi::CallbackInfo& info) {
  // JavaScript waits for it with a timer; a receiver that never takes a batch would keep the process forever.
  FlushPromise flush = make_flush_promise(info.Env(), EventLoop::kMayEnd);
  pipeline_->flush(std::move(flush.done));
  Runtime::instance().wake();
  return flush.promise;
}

/// `flushAtExit(timeoutMillis: number, endsProcess: boolean): boolean`: waits; false when the time was not enough.
Napi::Value PipelineHandle::flush_at_exit(const Napi::CallbackInfo& info) {
  if (js_sink_ != nullptr) abandon_js_sink(js_sink_);
  const Duration timeout = milliseconds(info[0].As<Napi::Number>().DoubleValue());
  if (info[1].As<Napi::Boolean>().Value()) set_exit_deadline(after(Clock::now(), timeout));
  return Napi::Boolean::New(info.Env(), otel_native::flush_at_exit(*pipeline_, timeout));
}

/// `close(timeoutMillis: number): Promise`
Napi::Value PipelineHandle::close(const Napi::CallbackInfo& info) {
  FlushPromise flush = make_flush_promise(info.Env(), EventLoop::kStaysAlive);
  pipeline_->close(after(Clock::now(), milliseconds(info[0].As<Napi::Number>().DoubleValue())), std::move(flush.done));
  Runtime::instance().wake();
  return flush.promise;
}

Napi::Value PipelineHandle::stats(const Napi::CallbackInfo& info) {
  const Counters& counters = pipeline_->counters();
  Napi::Object stats = Napi::Object::New(info.Env());
  const auto set = [&](const char* name, const Counters::Count& count) {
    stats.Set(name, static_cast<double>(Counters::read(count)));
  };
  set("exported", counters.exported);
  set("rejected", counters.rejected);
  set("exportFailed", counters.export_failed);
  set("queueFull", counters.queue_full);
  set("shutdown", counters.shutdown);
  set("batches", counters.batches);
  set("exportedBytes", counters.exported_bytes);
  set("retries", counters.retries);
  stats.Set("corrupt", counters.corrupt.load(std::memory_order_relaxed));
  stats.Set("queuedBytes", static_cast<double>(pipeline_->queue().queued_bytes()));
  stats.Set("lastError", pipeline_->queue().last_error());
  return stats;
}

}  // namespace otel_native
