#pragma once

#include <napi.h>

namespace otel_native::otlp_local {

/// `send(exporter: External, bytes: Uint8Array, itemCount: number, timeoutMillis: number): Promise<NativeSendResult>`
/// of src/binding/addon.ts: makes one attempt with traces on its own thread.
Napi::Value send_traces(const Napi::CallbackInfo& info);

}  // namespace otel_native::otlp_local
