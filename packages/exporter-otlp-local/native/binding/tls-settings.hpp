#pragma once

#include <napi.h>

#include "net/stream.hpp"

namespace otel_native::otlp_local {

/// `useOpenSsl(version: string): boolean` of src/binding/addon.ts.
Napi::Value use_openssl(const Napi::CallbackInfo& info);

/// `setDefaultRoots(pem: string, hasSystemFiles: boolean): void` of src/binding/addon.ts.
Napi::Value set_default_roots(const Napi::CallbackInfo& info);

/// Reads a `NativeTlsSettings` of src/binding/addon.ts. Plain streams without one.
OpenStream open_stream_of(Napi::Value value);

}  // namespace otel_native::otlp_local
