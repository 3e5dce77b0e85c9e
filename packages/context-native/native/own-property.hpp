// Looks at objects without running JavaScript: own properties that hold a value. An accessor, a proxy, and what
// only a prototype has, is not there for it.
#pragma once

#include <v8.h>

namespace otel_native {

/// The value of an own data property; empty where there is none, or `object` is no plain object.
v8::MaybeLocal<v8::Value> own_value(v8::Local<v8::Context> context, v8::Local<v8::Value> object,
                                    v8::Local<v8::Name> name);

/// The same for a property that holds an object; empty where it holds something else.
v8::MaybeLocal<v8::Value> own_object(v8::Local<v8::Context> context, v8::Local<v8::Value> object,
                                     v8::Local<v8::Name> name);

/// The value of an entry in a Map; empty where there is none.
v8::MaybeLocal<v8::Value> map_entry(v8::Local<v8::Context> context, v8::Local<v8::Map> map, v8::Local<v8::Value> key);

}  // namespace otel_native
