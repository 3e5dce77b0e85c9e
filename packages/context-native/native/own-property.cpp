#include "own-property.hpp"

namespace otel_native {

v8::MaybeLocal<v8::Value> own_value(v8::Local<v8::Context> context, v8::Local<v8::Value> object,
                                    v8::Local<v8::Name> name) {
  // What V8 calls real properties a proxy has none of; asked all the same, as so much depends on it.
  if (!object->IsObject() || object->IsProxy()) return {};
  const auto holder = object.As<v8::Object>();
  // GetRealNamedProperty alone would run accessors, and go on to the prototypes, which may be proxies.
  if (!holder->HasRealNamedProperty(context, name).FromMaybe(false)) return {};
  if (holder->HasRealNamedCallbackProperty(context, name).FromMaybe(true)) return {};
  return holder->GetRealNamedProperty(context, name);
}

v8::MaybeLocal<v8::Value> own_object(v8::Local<v8::Context> context, v8::Local<v8::Value> object,
                                     v8::Local<v8::Name> name) {
  v8::Local<v8::Value> value;
  if (!own_value(context, object, name).ToLocal(&value) || !value->IsObject()) return {};
  return value;
}

v8::MaybeLocal<v8::Value> map_entry(v8::Local<v8::Context> context, v8::Local<v8::Map> map, v8::Local<v8::Value> key) {
  // Map::Get calls a built-in by way of V8's entry into JavaScript; this list is made in C++, and short.
  const v8::Local<v8::Array> keys_and_values = map->AsArray();
  for (uint32_t i = 0; i + 1 < keys_and_values->Length(); i += 2) {
    v8::Local<v8::Value> element;
    if (keys_and_values->Get(context, i).ToLocal(&element) && element->StrictEquals(key))
      return keys_and_values->Get(context, i + 1);
  }
  return {};
}

}  // namespace otel_native
