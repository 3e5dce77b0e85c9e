#pragma once

#include <napi.h>
#include <otel_native/exporter.h>

#include <memory>

#include "binding/exit-flush.hpp"
#include "binding/js-thread.hpp"
#include "pipeline/pipeline.hpp"

namespace otel_native {

/// The part that the handles of all pipelines share: exporter, flushes, shutdown and counts.
class PipelineControl {
 public:
  explicit PipelineControl(Napi::Env env) : env_(env) {}
  ~PipelineControl();
  PipelineControl(const PipelineControl&) = delete;
  PipelineControl& operator=(const PipelineControl&) = delete;

  /// Returns the exporter in `value` (an external or the function of a sink). Throws and returns nullptr for anything
  /// else.
  otel_native_exporter* open_exporter(Napi::Value value);
  /// Returns a listener that reports losses to `tellLoss(cause: number, items: number, message: string)`, which must
  /// not throw.
  LossListener open_losses(Napi::Value tell_loss);
  /// Passes the pipeline to the native threads. If the environment ends without a shutdown, saves what is left.
  void start(std::shared_ptr<Pipeline> pipeline);

  /// `flush(): Promise`
  Napi::Value flush(const Napi::CallbackInfo& info);
  /// `beginFlushAtExit(timeoutMillis: number, endsProcess: boolean): void`: does not wait.
  Napi::Value begin_flush_at_exit(const Napi::CallbackInfo& info);
  /// `endFlushAtExit(): boolean`: waits; returns false on a timeout.
  Napi::Value end_flush_at_exit(const Napi::CallbackInfo& info);
  /// `leave(): void`: called when the thread ends but the process does not. Native threads send the rest, unless the
  /// exporter is unreachable.
  Napi::Value leave(const Napi::CallbackInfo& info);
  /// `close(timeoutMillis: number): Promise`
  Napi::Value close(const Napi::CallbackInfo& info);
  Napi::Value stats(const Napi::CallbackInfo& info);

  /// Whether the environment has ended, and with it the functions through which native threads call JavaScript.
  bool environment_has_ended() const { return is_detached_; }

 private:
  /// Called if the environment ends before the provider was shut down.
  static void end_environment(void* control);
  /// Copies the telemetry in JavaScript's memory, and closes the pipeline.
  void detach();
  void lose_js_sink();

  const Napi::Env env_;
  std::shared_ptr<Pipeline> pipeline_;
  ExitFlush exit_flush_;
  bool is_detached_ = false;
  otel_native_exporter* js_sink_ = nullptr;
  /// Reports first losses to JavaScript.
  std::shared_ptr<JsThread> losses_;
};

}  // namespace otel_native
