// Gives JavaScript the two functions that read and write V8's continuation-preserved embedder data: the slot that V8
// saves when a promise reaction is made and puts back when it runs, and in which Node keeps its own context frames.
//
// They are V8's built-ins, which its compiler turns into a load and a store: no call of ours is on any path. A third
// function, which hardly anyone calls, makes what lets native code read the slot.

#include <node.h>

#include "context-reader.hpp"

namespace {

constexpr const char* kNames[] = {"getContinuationPreservedEmbedderData", "setContinuationPreservedEmbedderData"};

}  // namespace

/// Exports what V8 has of the two, under V8's names, and `createContextReader`. Context-aware: worker threads load it
/// as well.
NODE_MODULE_INIT() {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  const v8::Local<v8::Object> built_ins = context->GetExtrasBindingObject();
  for (const char* name : kNames) {
    const v8::Local<v8::String> key = v8::String::NewFromUtf8(isolate, name).ToLocalChecked();
    v8::Local<v8::Value> function;
    if (built_ins->Get(context, key).ToLocal(&function)) exports->Set(context, key, function).Check();
  }
  NODE_SET_METHOD(exports, "createContextReader", otel_native::create_context_reader);
}
