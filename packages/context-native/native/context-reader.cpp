#include "context-reader.hpp"

#include <node.h>
#include <otel_native/context.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>

#include "active-span.hpp"
#include "own-property.hpp"
#include "property-names.hpp"
#include "span-ids.hpp"

namespace otel_native {

namespace {

/// What only the thread of the environment may touch, and only until the environment ends.
struct Realm {
  v8::Isolate* isolate;
  v8::Global<v8::Context> context;
  v8::Global<v8::Object> source;
  PropertyNames names;
};

class ContextReader : public otel_native_context_reader {
 public:
  ContextReader(v8::Isolate* isolate, v8::Local<v8::Context> context, v8::Local<v8::Object> source)
      : otel_native_context_reader{OTEL_NATIVE_CONTEXT_ABI_VERSION, sizeof(otel_native_context_reader), retain_reader,
                                   release_reader, read_span},
        isolate_(isolate),
        realm_(new Realm{isolate, {isolate, context}, {isolate, source}, PropertyNames(isolate)}) {
    node::AddEnvironmentCleanupHook(isolate, end, this);
  }

 private:
  static ContextReader& from(otel_native_context_reader* self) { return *static_cast<ContextReader*>(self); }

  static void retain_reader(otel_native_context_reader* self) {
    from(self).references_.fetch_add(1, std::memory_order_relaxed);
  }

  static void release_reader(otel_native_context_reader* self) {
    // Acquire, too: what others did with the reader comes before its end.
    if (from(self).references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &from(self);
  }

  static uint32_t read_span(otel_native_context_reader* self, otel_native_active_span* span) {
    SpanIds ids;
    const otel_native_context_status status = from(self).read_ids(ids);
    otel_native_active_span filled{span->struct_size, {}, {}, ids.trace_flags};
    std::copy(ids.trace_id.begin(), ids.trace_id.end(), filled.trace_id);
    std::copy(ids.span_id.begin(), ids.span_id.end(), filled.span_id);
    std::memcpy(span, &filled, std::min<size_t>(span->struct_size, sizeof(filled)));
    return status;
  }

  otel_native_context_status read_ids(SpanIds& ids) const {
    if (ended_.load(std::memory_order_acquire)) return OTEL_NATIVE_CONTEXT_UNAVAILABLE;
    // The environment ends on its own thread, so it cannot do so from here on.
    if (v8::Isolate::TryGetCurrent() != isolate_) return OTEL_NATIVE_CONTEXT_WRONG_THREAD;
    const v8::HandleScope handles(isolate_);
    const v8::Local<v8::Context> context = realm_->context.Get(isolate_);
    v8::Local<v8::Value> key;
    if (!own_object(context, realm_->source.Get(isolate_), realm_->names[Name::kKey]).ToLocal(&key))
      return OTEL_NATIVE_CONTEXT_UNAVAILABLE;
    const std::optional<SpanIds> found = find(context, key);
    if (!found) return OTEL_NATIVE_CONTEXT_NONE;
    ids = *found;
    return OTEL_NATIVE_CONTEXT_SPAN;
  }

  [[nodiscard]] std::optional<SpanIds> find(v8::Local<v8::Context> realm, v8::Local<v8::Value> key) const {
    const PropertyNames& names = realm_->names;
    v8::Local<v8::Value> context;
    v8::Local<v8::Value> span;
    if (!context_in(realm, names, current_frame(isolate_), key).ToLocal(&context)) return std::nullopt;
    if (!span_in(realm, names, context).ToLocal(&span)) return std::nullopt;
    return ids_of(realm, names, span);
  }

  /// The environment lets go of the reader; others may still hold it.
  static void end(void* self) {
    auto* reader = static_cast<ContextReader*>(self);
    reader->ended_.store(true, std::memory_order_release);
    delete reader->realm_;
    reader->realm_ = nullptr;
    release_reader(reader);
  }

  v8::Isolate* isolate_;
  /// Null once the environment has ended.
  Realm* realm_;
  std::atomic<bool> ended_ = false;
  /// The environment's own, and those of `retain`.
  std::atomic<uint32_t> references_ = 1;
};

}  // namespace

void create_context_reader(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsObject()) return;
  // Freed by the last release.
  auto* reader = new ContextReader(isolate, isolate->GetCurrentContext(), info[0].As<v8::Object>());
  otel_native_context_reader* table = reader;
  info.GetReturnValue().Set(v8::BigInt::NewFromUnsigned(isolate, reinterpret_cast<uintptr_t>(table)));
}

}  // namespace otel_native
