#pragma once

#include <napi.h>
#include <otel_native/exporter.h>

namespace otel_native {

/// Creates an exporter of the C ABI that passes each batch to a JavaScript function `(bytes: Uint8Array, itemCount:
/// number, settle: (status, number, message) => void) => void`. The caller owns the first reference.
otel_native_exporter* make_js_sink(Napi::Env env, Napi::Function send);

/// Refuses every batch as unreachable from now on: the JavaScript thread will not run again.
void abandon_js_sink(otel_native_exporter* sink);

}  // namespace otel_native
