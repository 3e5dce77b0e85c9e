#include "active-span.hpp"

#include "own-property.hpp"

namespace otel_native {

namespace {

// Links between frames and between contexts. Both are a few long unless someone made a cycle of them.
constexpr int kMaxLinks = 1000;

/// Node 26 deprecates the function that gives a Value for one that gives Data; older versions do not have that.
template <typename AnyIsolate>
v8::Local<v8::Value> embedder_data(AnyIsolate* isolate) {
  if constexpr (requires { isolate->GetContinuationPreservedEmbedderDataV2(); }) {
    const v8::Local<v8::Data> data = isolate->GetContinuationPreservedEmbedderDataV2();
    if (data.IsEmpty() || !data->IsValue()) return v8::Undefined(isolate);
    return data.template As<v8::Value>();
  } else {
    const v8::Local<v8::Value> value = isolate->GetContinuationPreservedEmbedderData();
    return value.IsEmpty() ? v8::Undefined(isolate).template As<v8::Value>() : value;
  }
}

}  // namespace

v8::Local<v8::Value> current_frame(v8::Isolate* isolate) { return embedder_data(isolate); }

v8::MaybeLocal<v8::Value> context_in(v8::Local<v8::Context> realm, const PropertyNames& names,
                                     v8::Local<v8::Value> frame, v8::Local<v8::Value> key) {
  for (int links = 0; links < kMaxLinks; links++) {
    // Node's own frame, to which our entry was copied if it stands on a frame of ours.
    if (frame->IsMap()) return map_entry(realm, frame.As<v8::Map>(), key);
    v8::Local<v8::Value> frame_key;
    if (!own_object(realm, frame, names[Name::kKey]).ToLocal(&frame_key)) return {};
    if (frame_key->StrictEquals(key)) return own_object(realm, frame, names[Name::kContext]);
    if (!own_object(realm, frame, names[Name::kBelow]).ToLocal(&frame)) return {};
  }
  return {};
}

v8::MaybeLocal<v8::Value> span_in(v8::Local<v8::Context> realm, const PropertyNames& names,
                                  v8::Local<v8::Value> context) {
  v8::Local<v8::Value> map;
  if (own_object(realm, context, names[Name::kCurrentContext]).ToLocal(&map)) {
    if (!map->IsMap()) return {};
    return map_entry(realm, map.As<v8::Map>(), names.span_key());
  }
  for (int links = 0; links < kMaxLinks; links++) {
    v8::Local<v8::Value> context_key;
    if (!own_value(realm, context, names[Name::kContextKey]).ToLocal(&context_key)) return {};
    if (context_key->StrictEquals(names.span_key())) return own_object(realm, context, names[Name::kContextValue]);
    if (!own_object(realm, context, names[Name::kContextParent]).ToLocal(&context)) return {};
  }
  return {};
}

}  // namespace otel_native
