// The reader of otel_native/context.h, as JavaScript makes it.
#pragma once

#include <v8.h>

namespace otel_native {

/// `createContextReader(source)`: makes a reader for the manager whose key is in the own data property `key` of
/// `source` at the time of each read, or undefined while there is nothing to read. Returns its address as a BigInt. The
/// reader keeps `source` alive until the environment ends.
void create_context_reader(const v8::FunctionCallbackInfo<v8::Value>& info);

}  // namespace otel_native
