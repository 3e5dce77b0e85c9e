#include "binding/pipeline-control.hpp"

#include "binding/flush-promise.hpp"
#include "binding/js-sink.hpp"
#include "binding/pipeline-arguments.hpp"
#include "pipeline/runtime.hpp"

namespace otel_native {
namespace {

/// How long the telemetry of a terminated worker thread may still be sent.
constexpr std::chrono::seconds kDetachedTimeout{10};

}  // namespace

/// After the end of the environment Node has closed the thread-safe functions. It may then call this while it holds the
/// lock of one, which native threads take while they hold our locks. To avoid a deadlock, this then takes no lock of
/// ours.
PipelineControl::~PipelineControl() {
  const bool environment_has_ended = is_detached_;
  if (pipeline_ != nullptr && !environment_has_ended) {
    napi_remove_env_cleanup_hook(env_, end_environment, this);
    detach();
  }
  if (js_sink_ != nullptr) js_sink_->release(js_sink_);
  if (losses_ != nullptr && !environment_has_ended) losses_->close();
}

otel_native_exporter* PipelineControl::open_exporter(Napi::Value value) {
  if (value.IsFunction()) return js_sink_ = make_js_sink(env_, value.As<Napi::Function>());
  otel_native_exporter* exporter = unwrap_exporter(env_, value);
  if (exporter == nullptr) {
    Napi::TypeError error = Napi::TypeError::New(env_, kNotAnExporter);
    error.Set("code", Napi::String::New(env_, "ERR_OTEL_NATIVE_INVALID_OPTION"));
    error.ThrowAsJavaScriptException();
  }
  return exporter;
}

void PipelineControl::end_environment(void* data) {
  auto& control = *static_cast<PipelineControl*>(data);
  control.detach();
  if (control.js_sink_ != nullptr) control.lose_js_sink();
}

/// No answer of JavaScript will come any more: waiting for one would only delay the end of the process.
void PipelineControl::lose_js_sink() {
  pipeline_->queue().give_up_when_unreachable();
  pipeline_->lose_exporter();
  abandon_js_sink(js_sink_);
}

void PipelineControl::detach() {
  is_detached_ = true;
  pipeline_->detach();
  pipeline_->close(after(Clock::now(), kDetachedTimeout), tells_of_ended_thread(*pipeline_));
  Runtime::instance().wake();
}

LossListener PipelineControl::open_losses(Napi::Value tell_loss) {
  losses_ = JsThread::open(env_, "otel-native losses", tell_loss.As<Napi::Function>());
  return [thread = losses_](LossCause cause, std::uint32_t items, const std::string& message) {
    thread->post([cause, items, message](Napi::Env env, Napi::Function tell) {
      call_javascript(env, tell,
                      {Napi::Number::New(env, static_cast<double>(cause)), Napi::Number::New(env, items),
                       Napi::String::New(env, message)});
    });
  };
}

void PipelineControl::start(std::shared_ptr<Pipeline> pipeline) {
  pipeline_ = std::move(pipeline);
  napi_add_env_cleanup_hook(env_, end_environment, this);
  Runtime::instance().add(pipeline_);
  flush_when_process_ends();
}

Napi::Value PipelineControl::flush(const Napi::CallbackInfo& info) {
  // JavaScript limits the wait with a timer. Otherwise a receiver that never accepts a batch would keep the process
  // alive forever.
  FlushPromise flush = make_flush_promise(info.Env(), EventLoop::kMayEnd);
  pipeline_->flush(std::move(flush.done));
  Runtime::instance().wake();
  return flush.promise;
}

Napi::Value PipelineControl::begin_flush_at_exit(const Napi::CallbackInfo& info) {
  if (js_sink_ != nullptr) {
    abandon_js_sink(js_sink_);
    pipeline_->lose_exporter();
  }
  const Duration timeout = milliseconds(info[0].As<Napi::Number>().DoubleValue());
  if (info[1].As<Napi::Boolean>().Value()) set_exit_deadline(after(Clock::now(), timeout));
  exit_flush_.begin(*pipeline_, timeout);
  return info.Env().Undefined();
}

Napi::Value PipelineControl::end_flush_at_exit(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), exit_flush_.end(*pipeline_));
}

Napi::Value PipelineControl::leave(const Napi::CallbackInfo& info) {
  pipeline_->queue().give_up_when_unreachable();
  return info.Env().Undefined();
}

Napi::Value PipelineControl::close(const Napi::CallbackInfo& info) {
  FlushPromise flush = make_flush_promise(info.Env(), EventLoop::kStaysAlive);
  pipeline_->close(after(Clock::now(), milliseconds(info[0].As<Napi::Number>().DoubleValue())), std::move(flush.done));
  Runtime::instance().wake();
  return flush.promise;
}

Napi::Value PipelineControl::stats(const Napi::CallbackInfo& info) {
  const Counters& counters = pipeline_->counters();
  Napi::Object stats = Napi::Object::New(info.Env());
  const auto set = [&](const char* name, const Counters::Count& count) {
    stats.Set(name, static_cast<double>(Counters::read(count)));
  };
  set("collected", counters.collected);
  set("exported", counters.exported);
  set("rejected", counters.rejected);
  set("exportFailed", counters.export_failed);
  set("tooLarge", counters.too_large);
  set("queueFull", counters.queue_full);
  set("shutdown", counters.shutdown);
  set("unreadable", counters.unreadable);
  set("cutValues", counters.cut_values);
  set("unparsedLines", counters.unparsed);
  set("batches", counters.batches);
  set("exportedBytes", counters.exported_bytes);
  set("retries", counters.retries);
  stats.Set("corrupt", counters.corrupt.load(std::memory_order_relaxed));
  stats.Set("queuedBytes", static_cast<double>(pipeline_->queue().queued_bytes()));
  stats.Set("lastError", pipeline_->queue().last_error());
  return stats;
}

}  // namespace otel_native
