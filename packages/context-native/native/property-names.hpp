// The names that the reader looks for, made once per reader. Whoever renames one of these properties in TypeScript
// breaks the tests of the reader.
#pragma once

#include <v8.h>

#include <array>
#include <cstddef>

namespace otel_native {

// Order of `kPropertyNames`.
enum class Name : size_t {
  // ContextFrame, and what the manager tells the reader its key with
  kKey,
  kContext,
  kBelow,
  // LinkedContext
  kContextKey,
  kContextValue,
  kContextParent,
  // The API's own class of contexts
  kCurrentContext,
  // The API's non-recording span, and the official SDK's span
  kSpanContext,
  kTraceId,
  kSpanId,
  kTraceFlags,
  // RecordingSpan of native-core
  kTraceId0,
  kTraceId1,
  kTraceId2,
  kTraceId3,
  kSpanId0,
  kSpanId1,
};

inline constexpr std::array kPropertyNames = {
    "key",          "context", "below",   "contextKey", "contextValue", "contextParent", "_currentContext",
    "_spanContext", "traceId", "spanId",  "traceFlags", "traceId0",     "traceId1",      "traceId2",
    "traceId3",     "spanId0", "spanId1",
};

static_assert(kPropertyNames.size() == static_cast<size_t>(Name::kSpanId1) + 1);

/// The description of the symbol under which the API keeps the active span in a context.
inline constexpr const char* kSpanKeyDescription = "OpenTelemetry Context Key SPAN";

class PropertyNames {
 public:
  explicit PropertyNames(v8::Isolate* isolate);

  [[nodiscard]] v8::Local<v8::Name> operator[](Name name) const;
  [[nodiscard]] v8::Local<v8::Symbol> span_key() const;

 private:
  v8::Isolate* isolate_;
  std::array<v8::Global<v8::Name>, kPropertyNames.size()> names_;
  v8::Global<v8::Symbol> span_key_;
};

}  // namespace otel_native
