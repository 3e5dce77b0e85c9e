#pragma once

#include <napi.h>

#include <memory>
#include <vector>

#include "binding/pipeline-control.hpp"
#include "metrics/metric-pipeline.hpp"

namespace otel_native {

/// The JavaScript handle of a meter provider's pipeline: `class MetricPipeline` of the addon.
class MetricPipelineHandle : public Napi::ObjectWrap<MetricPipelineHandle> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit MetricPipelineHandle(const Napi::CallbackInfo& info);
  ~MetricPipelineHandle() override;

 private:
  Napi::Value add_chunk(const Napi::CallbackInfo& info);
  Napi::Value define_record(const Napi::CallbackInfo& info);
  Napi::Value set_observes(const Napi::CallbackInfo& info);
  Napi::Value observe(const Napi::CallbackInfo& info);
  Napi::Value add_observer(const Napi::CallbackInfo& info);
  Napi::Value set_targets(const Napi::CallbackInfo& info);
  Napi::Value remove_observer(const Napi::CallbackInfo& info);
  Napi::Value observed(const Napi::CallbackInfo& info);
  Napi::Value awaits(const Napi::CallbackInfo& info);
  Napi::Value flush(const Napi::CallbackInfo& info) { return control_.flush(info); }
  Napi::Value leave(const Napi::CallbackInfo& info) { return control_.leave(info); }
  Napi::Value begin_flush_at_exit(const Napi::CallbackInfo& info) { return control_.begin_flush_at_exit(info); }
  Napi::Value end_flush_at_exit(const Napi::CallbackInfo& info) { return control_.end_flush_at_exit(info); }
  Napi::Value close(const Napi::CallbackInfo& info) { return control_.close(info); }
  Napi::Value stats(const Napi::CallbackInfo& info) { return control_.stats(info); }

  std::shared_ptr<MetricPipeline> pipeline_;
  /// Requests the callbacks of observable instruments.
  std::shared_ptr<JsThread> observing_;
  /// Keeps the control block and the chunks alive.
  std::vector<Napi::ObjectReference> memory_;
  /// Last member: its destructor ends the pipeline before the memory above is released.
  PipelineControl control_;
};

}  // namespace otel_native
