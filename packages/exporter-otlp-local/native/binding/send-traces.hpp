#pragma once

#include <napi.h>

namespace otel_native::otlp_local {

/// `send(exporter: External, bytes: Uint8Array, itemCount: number, timeoutMillis: number): Promise<NativeSendResult>`
/// of src/binding/addon.ts. Starts a thread that makes one attempt to send the traces.
Napi::Value send_traces(const Napi::CallbackInfo& info);

}  // namespace otel_native::otlp_local
