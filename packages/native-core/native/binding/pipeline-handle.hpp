#pragma once

#include <napi.h>

#include <memory>

#include "binding/js-thread.hpp"
#include "pipeline/pipeline.hpp"

namespace otel_native {

/// What JavaScript holds of a pipeline: `class Pipeline` of the addon. One per provider, never one per span.
class PipelineHandle : public Napi::ObjectWrap<PipelineHandle> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit PipelineHandle(const Napi::CallbackInfo& info);
  ~PipelineHandle() override;

 private:
  Napi::Value wake(const Napi::CallbackInfo& info);
  Napi::Value move_ring_to_heap(const Napi::CallbackInfo& info);
  Napi::Value append(const Napi::CallbackInfo& info);
  Napi::Value save(const Napi::CallbackInfo& info);
  Napi::Value flush(const Napi::CallbackInfo& info);
  Napi::Value flush_at_exit(const Napi::CallbackInfo& info);
  Napi::Value close(const Napi::CallbackInfo& info);
  Napi::Value stats(const Napi::CallbackInfo& info);

  std::shared_ptr<Pipeline> pipeline_;
  Napi::Reference<Napi::Uint8Array> ring_;
  otel_native_exporter* js_sink_ = nullptr;
  /// By which first losses are told.
  std::shared_ptr<JsThread> losses_;
};

}  // namespace otel_native
