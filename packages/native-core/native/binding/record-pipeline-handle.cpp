#include "binding/record-pipeline-handle.hpp"

#include <algorithm>

#include "binding/item-kinds.hpp"
#include "binding/pipeline-arguments.hpp"
#include "binding/record-texts.hpp"
#include "binding/spool-functions.hpp"
#include "pipeline/runtime.hpp"
#include "platform/pages.hpp"

namespace otel_native {

Napi::Function RecordPipelineHandle::define(Napi::Env env) {
  return DefineClass(env, "RecordPipeline",
                     {
                         InstanceMethod<&RecordPipelineHandle::wake>("wake"),
                         InstanceMethod<&RecordPipelineHandle::move_ring_to_heap>("moveRingToHeap"),
                         InstanceMethod<&RecordPipelineHandle::append>("append"),
                         InstanceMethod<&RecordPipelineHandle::append_with_texts>("appendWithTexts"),
                         InstanceMethod<&RecordPipelineHandle::save>("save"),
                         InstanceMethod<&RecordPipelineHandle::let_ring_go>("letRingGo"),
                         InstanceMethod<&RecordPipelineHandle::flush>("flush"),
                         InstanceMethod<&RecordPipelineHandle::begin_flush_at_exit>("beginFlushAtExit"),
                         InstanceMethod<&RecordPipelineHandle::end_flush_at_exit>("endFlushAtExit"),
                         InstanceMethod<&RecordPipelineHandle::leave>("leave"),
                         InstanceMethod<&RecordPipelineHandle::close>("close"),
                         InstanceMethod<&RecordPipelineHandle::stats>("stats"),
                         InstanceMethod<&RecordPipelineHandle::move_spool>("moveSpool"),
                     });
}

/// `new Pipeline(signal: string, ring: Uint8Array, options, exporter: external | function, tellLoss: function, spool?:
/// external)`.
/// JavaScript has validated the options. With a spool, the ring is the one inside the spool.
RecordPipelineHandle::RecordPipelineHandle(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<RecordPipelineHandle>(info), control_(info.Env()) {
  const ItemKind& kind = item_kind(info[0]);
  auto ring = info[1].As<Napi::Uint8Array>();
  if (!RingReader::is_ring(ring.ByteLength()) || reinterpret_cast<std::uintptr_t>(ring.Data()) % 8 != 0) {
    Napi::RangeError::New(info.Env(), "not the memory of a ring").ThrowAsJavaScriptException();
    return;
  }
  otel_native_exporter* exporter = control_.open_exporter(info[3]);
  if (exporter == nullptr) return;
  LossListener losses = control_.open_losses(info[4]);
  const PipelineOptions options = read_options(info[2].As<Napi::Object>());
  pipeline_ = info[5].IsExternal()
                  ? std::make_shared<RecordPipeline>(kind, unwrap_spool(info[5]), exporter, options, std::move(losses))
                  : std::make_shared<RecordPipeline>(kind, ring.Data(), ring.ByteLength(), exporter, options,
                                                     std::move(losses));
  ring_ = Napi::Reference<Napi::Uint8Array>::New(ring, 1);
  control_.start(pipeline_);
}

Napi::Value RecordPipelineHandle::wake(const Napi::CallbackInfo& info) {
  pipeline_->want_drain();
  Runtime::instance().wake();
  return info.Env().Undefined();
}

Napi::Value RecordPipelineHandle::move_ring_to_heap(const Napi::CallbackInfo& info) {
  const bool moved = pipeline_->source().move_ring_to_heap();
  wake(info);
  return Napi::Boolean::New(info.Env(), moved);
}

/// `append(bytes: Uint8Array, count: number, isNeeded: boolean): boolean`
Napi::Value RecordPipelineHandle::append(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  const bool appended = pipeline_->source().append(bytes.Data(), count, info[2].As<Napi::Boolean>().Value());
  wake(info);
  return Napi::Boolean::New(info.Env(), appended);
}

/// `appendWithTexts(bytes: Uint8Array, count: number, texts: string[], places: Uint32Array, textBytes: number):
/// boolean | undefined`. Returns undefined when the texts do not fit their places.
Napi::Value RecordPipelineHandle::append_with_texts(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  const RecordTexts texts{info[2].As<Napi::Array>(), info[3].As<Napi::Uint32Array>(),
                          info[4].As<Napi::Number>().Uint32Value()};
  RecordSource& source = pipeline_->source();
  ByteBuffer record = source.take_buffer(texts.room(count));
  if (!texts.write(bytes.Data(), count, record)) return info.Env().Undefined();
  const bool appended = source.append(std::move(record));
  wake(info);
  return Napi::Boolean::New(info.Env(), appended);
}

/// `save(bytes: Uint8Array, count: number): boolean`
Napi::Value RecordPipelineHandle::save(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const std::size_t count = std::min<std::size_t>(info[1].As<Napi::Number>().Uint32Value(), bytes.ByteLength());
  return Napi::Boolean::New(info.Env(), pipeline_->source().save(bytes.Data(), count));
}

/// `letRingGo(): void`, after the close. Otherwise the ring would keep its pages until it is collected, which may never
/// happen.
Napi::Value RecordPipelineHandle::let_ring_go(const Napi::CallbackInfo& info) {
  if (ring_.IsEmpty()) return info.Env().Undefined();
  pipeline_->detach();
  Napi::Uint8Array ring = ring_.Value();
  if (pipeline_->has_spool()) {
    pipeline_->let_spool_go();
  } else {
    drop_pages(ring.Data(), ring.ByteLength());
  }
  ring_.Reset();
  return info.Env().Undefined();
}

/// `moveSpool(writeTicket: number, written: number): number`
Napi::Value RecordPipelineHandle::move_spool(const Napi::CallbackInfo& info) {
  const std::uint32_t write_ticket = info[0].As<Napi::Number>().Uint32Value();
  const auto written = static_cast<std::uint64_t>(info[1].As<Napi::Number>().Int64Value());
  const auto lost = pipeline_->move_spool(write_ticket, written);
  Runtime::instance().wake();
  return Napi::Number::New(info.Env(), lost.has_value() ? static_cast<double>(*lost) : -1);
}

Napi::Value RecordPipelineHandle::stats(const Napi::CallbackInfo& info) {
  const bool survives = pipeline_->spool_survives();
  const Napi::Value stats = control_.stats(info);
  auto object = stats.As<Napi::Object>();
  object.Set("isKept", survives);
  object.Set("isAbandoned", pipeline_->has_spool() && pipeline_->finished() && !survives);
  return stats;
}

}  // namespace otel_native
