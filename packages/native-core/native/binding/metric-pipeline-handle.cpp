#include "binding/metric-pipeline-handle.hpp"

#include <algorithm>

#include "binding/pipeline-arguments.hpp"
#include "pipeline/runtime.hpp"
#include "shared/pin-library.hpp"

namespace otel_native {
namespace {

constexpr napi_type_tag kObserverTag = {OTEL_NATIVE_OBSERVER_TAG_LOWER, OTEL_NATIVE_OBSERVER_TAG_UPPER};

/// Returns null unless the value is an observer of this ABI version.
otel_native_observer* unwrap_observer(Napi::Env env, Napi::Value value) {
  bool is_tagged = false;
  if (!value.IsExternal() || napi_check_object_type_tag(env, value, &kObserverTag, &is_tagged) != napi_ok)
    return nullptr;
  if (!is_tagged) return nullptr;
  auto* const observer = value.As<Napi::External<otel_native_observer>>().Data();
  const bool is_known = observer->abi_version == OTEL_NATIVE_OBSERVER_ABI_VERSION &&
                        observer->struct_size >= sizeof(otel_native_observer);
  return is_known ? observer : nullptr;
}

bool is_aligned(const void* address) { return reinterpret_cast<std::uintptr_t>(address) % sizeof(double) == 0; }

}  // namespace

Napi::Function MetricPipelineHandle::define(Napi::Env env) {
  return DefineClass(env, "MetricPipeline",
                     {
                         InstanceMethod<&MetricPipelineHandle::add_chunk>("addChunk"),
                         InstanceMethod<&MetricPipelineHandle::define_record>("define"),
                         InstanceMethod<&MetricPipelineHandle::set_observes>("setObserves"),
                         InstanceMethod<&MetricPipelineHandle::observe>("observe"),
                         InstanceMethod<&MetricPipelineHandle::add_observer>("addObserver"),
                         InstanceMethod<&MetricPipelineHandle::set_targets>("setTargets"),
                         InstanceMethod<&MetricPipelineHandle::remove_observer>("removeObserver"),
                         InstanceMethod<&MetricPipelineHandle::observed>("observed"),
                         InstanceMethod<&MetricPipelineHandle::awaits>("awaits"),
                         InstanceMethod<&MetricPipelineHandle::flush>("flush"),
                         InstanceMethod<&MetricPipelineHandle::begin_flush_at_exit>("beginFlushAtExit"),
                         InstanceMethod<&MetricPipelineHandle::end_flush_at_exit>("endFlushAtExit"),
                         InstanceMethod<&MetricPipelineHandle::leave>("leave"),
                         InstanceMethod<&MetricPipelineHandle::close>("close"),
                         InstanceMethod<&MetricPipelineHandle::stats>("stats"),
                     });
}

/// `new MetricPipeline(control: Uint8Array, options, exporter: external | function, tellLoss: function, observe:
/// (round: number) => void)`. Neither function may throw.
MetricPipelineHandle::MetricPipelineHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<MetricPipelineHandle>(info), control_(info.Env()) {
  auto control = info[0].As<Napi::Uint8Array>();
  if (control.ByteLength() != kMetricControlBytes || !is_aligned(control.Data())) {
    Napi::RangeError::New(info.Env(), "not a control block").ThrowAsJavaScriptException();
    return;
  }
  otel_native_exporter* exporter = control_.open_exporter(info[2]);
  if (exporter == nullptr) return;
  LossListener losses = control_.open_losses(info[3]);
  observing_ = JsThread::open(info.Env(), "otel-native observe", info[4].As<Napi::Function>());
  auto observe = [thread = observing_](std::uint32_t round) {
    return thread->post(
        [round](Napi::Env env, Napi::Function run) { call_javascript(env, run, {Napi::Number::New(env, round)}); });
  };
  pipeline_ = std::make_shared<MetricPipeline>(control.Data(), exporter, read_options(info[1].As<Napi::Object>()),
                                               std::move(observe), std::move(losses));
  memory_.push_back(Napi::Persistent(control.As<Napi::Object>()));
  control_.start(pipeline_);
}

MetricPipelineHandle::~MetricPipelineHandle() {
  if (observing_ != nullptr && !control_.environment_has_ended()) observing_->close();
}

/// `addChunk(chunk: Float64Array): void`
Napi::Value MetricPipelineHandle::add_chunk(const Napi::CallbackInfo& info) {
  auto chunk = info[0].As<Napi::Float64Array>();
  memory_.push_back(Napi::Persistent(chunk.As<Napi::Object>()));
  pipeline_->memory().add_chunk(chunk.Data(), chunk.ElementLength());
  return info.Env().Undefined();
}

/// `define(record: Uint8Array, count: number, wakes: boolean): void`
Napi::Value MetricPipelineHandle::define_record(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  pipeline_->definitions().append(bytes.Data(), count);
  if (info[2].As<Napi::Boolean>().Value()) Runtime::instance().wake();
  return info.Env().Undefined();
}

/// `setObserves(observes: boolean): void`
Napi::Value MetricPipelineHandle::set_observes(const Napi::CallbackInfo& info) {
  pipeline_->set_observes(info[0].As<Napi::Boolean>().Value());
  return info.Env().Undefined();
}

/// `observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void`
Napi::Value MetricPipelineHandle::observe(const Napi::CallbackInfo& info) {
  const auto targets = info[0].As<Napi::Uint32Array>();
  const auto values = info[1].As<Napi::Float64Array>();
  pipeline_->observations().append({
      .round = info[2].As<Napi::Number>().Uint32Value(),
      .start_millis = info[3].As<Napi::Number>().DoubleValue(),
      .targets = {targets.Data(), targets.Data() + targets.ElementLength()},
      .values = {values.Data(), values.Data() + values.ElementLength()},
  });
  return info.Env().Undefined();
}

/// `addObserver(observer: external): number`. Returns 0 unless the value is an observer of this ABI version.
Napi::Value MetricPipelineHandle::add_observer(const Napi::CallbackInfo& info) {
  otel_native_observer* const observer = unwrap_observer(info.Env(), info[0]);
  if (observer == nullptr) return Napi::Number::New(info.Env(), 0);
  pin_library(reinterpret_cast<const void*>(observer->observe));
  const std::uint32_t id = pipeline_->native_observers().add(observer, [] { Runtime::instance().wake(); });
  return Napi::Number::New(info.Env(), id);
}

/// `setTargets(id: number, layout: number, targets: Uint32Array): void`
Napi::Value MetricPipelineHandle::set_targets(const Napi::CallbackInfo& info) {
  const auto targets = info[2].As<Napi::Uint32Array>();
  pipeline_->native_observers().set_targets(info[0].As<Napi::Number>().Uint32Value(),
                                            info[1].As<Napi::Number>().Uint32Value(),
                                            {targets.Data(), targets.Data() + targets.ElementLength()});
  return info.Env().Undefined();
}

/// `removeObserver(id: number): void`
Napi::Value MetricPipelineHandle::remove_observer(const Napi::CallbackInfo& info) {
  pipeline_->native_observers().remove(info[0].As<Napi::Number>().Uint32Value());
  // The drain thread may be waiting for this observer: let it look again.
  Runtime::instance().wake();
  return info.Env().Undefined();
}

/// `observed(round: number): void`
Napi::Value MetricPipelineHandle::observed(const Napi::CallbackInfo& info) {
  pipeline_->observed(info[0].As<Napi::Number>().Uint32Value());
  Runtime::instance().wake();
  return info.Env().Undefined();
}

/// `awaits(round: number): boolean`
Napi::Value MetricPipelineHandle::awaits(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), pipeline_->awaits(info[0].As<Napi::Number>().Uint32Value()));
}

}  // namespace otel_native
