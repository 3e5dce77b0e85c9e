#pragma once

#include <napi.h>

#include <memory>

#include "binding/pipeline-control.hpp"
#include "pipeline/record-pipeline.hpp"

namespace otel_native {

/// The JavaScript handle of a pipeline of records: `class Pipeline` of the addon. One per provider, never one per item.
class RecordPipelineHandle : public Napi::ObjectWrap<RecordPipelineHandle> {
 public:
  static Napi::Function define(Napi::Env env);
  explicit RecordPipelineHandle(const Napi::CallbackInfo& info);

 private:
  Napi::Value wake(const Napi::CallbackInfo& info);
  Napi::Value move_ring_to_heap(const Napi::CallbackInfo& info);
  Napi::Value append(const Napi::CallbackInfo& info);
  Napi::Value append_with_texts(const Napi::CallbackInfo& info);
  Napi::Value save(const Napi::CallbackInfo& info);
  Napi::Value let_ring_go(const Napi::CallbackInfo& info);
  Napi::Value flush(const Napi::CallbackInfo& info) { return control_.flush(info); }
  Napi::Value leave(const Napi::CallbackInfo& info) { return control_.leave(info); }
  Napi::Value begin_flush_at_exit(const Napi::CallbackInfo& info) { return control_.begin_flush_at_exit(info); }
  Napi::Value end_flush_at_exit(const Napi::CallbackInfo& info) { return control_.end_flush_at_exit(info); }
  Napi::Value close(const Napi::CallbackInfo& info) { return control_.close(info); }
  Napi::Value stats(const Napi::CallbackInfo& info);
  Napi::Value move_spool(const Napi::CallbackInfo& info);

  std::shared_ptr<RecordPipeline> pipeline_;
  Napi::Reference<Napi::Uint8Array> ring_;
  /// Last member: its destructor ends the pipeline before the ring is released.
  PipelineControl control_;
};

}  // namespace otel_native
