#pragma once

#include <napi.h>
#include <otel_native/exporter.h>

#include <memory>

#include "binding/js-thread.hpp"
#include "pipeline/pipeline.hpp"

namespace otel_native {

/// What the handles of all pipelines have in common: the exporter, flushes, the end, and figures.
class PipelineControl {
 public:
  explicit PipelineControl(Napi::Env env) : env_(env) {}
  ~PipelineControl();
  PipelineControl(const PipelineControl&) = delete;
  PipelineControl& operator=(const PipelineControl&) = delete;

  /// The exporter in `value` (an external or the function of a sink); nullptr, and an exception, when it is none.
  otel_native_exporter* open_exporter(Napi::Value value);
  /// What tells losses by `tellLoss(cause: number, items: number, message: string)`, which does not throw.
  LossListener open_losses(Napi::Value tell_loss);
  /// Hands the pipeline to the native threads. When the environment ends without a shutdown, what is left is saved.
  void start(std::shared_ptr<Pipeline> pipeline);

  /// `flush(): Promise`
  Napi::Value flush(const Napi::CallbackInfo& info);
  /// `flushAtExit(timeoutMillis: number, endsProcess: boolean): boolean`: waits; false when the time was not enough.
  Napi::Value flush_at_exit(const Napi::CallbackInfo& info);
  /// `leave(): void`: the thread ends, the process does not. What is left is sent without it, unless nobody listens.
  Napi::Value leave(const Napi::CallbackInfo& info);
  /// `close(timeoutMillis: number): Promise`
  Napi::Value close(const Napi::CallbackInfo& info);
  Napi::Value stats(const Napi::CallbackInfo& info);

  /// Whether the environment has ended: then its end has closed what native threads call JavaScript by.
  bool environment_has_ended() const { return is_detached_; }

 private:
  /// Runs when the environment ends without the provider's shutdown.
  static void end_environment(void* control);
  /// Saves what the memory of JavaScript holds, and closes the pipeline.
  void detach();

  const Napi::Env env_;
  std::shared_ptr<Pipeline> pipeline_;
  bool is_detached_ = false;
  otel_native_exporter* js_sink_ = nullptr;
  /// By which first losses are told.
  std::shared_ptr<JsThread> losses_;
};

}  // namespace otel_native
