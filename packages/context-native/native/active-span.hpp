// From V8's slot to the active span: the frame there, the manager's entry in it, the span in that context.
#pragma once

#include <v8.h>

#include "property-names.hpp"

namespace otel_native {

/// What is in the slot now; undefined where nothing is.
v8::Local<v8::Value> current_frame(v8::Isolate* isolate);

/// The context that a frame holds under a manager's key; empty where there is none.
v8::MaybeLocal<v8::Value> context_in(v8::Local<v8::Context> realm, const PropertyNames& names,
                                     v8::Local<v8::Value> frame, v8::Local<v8::Value> key);

/// What a context holds as its span; empty where there is none.
v8::MaybeLocal<v8::Value> span_in(v8::Local<v8::Context> realm, const PropertyNames& names,
                                  v8::Local<v8::Value> context);

}  // namespace otel_native
