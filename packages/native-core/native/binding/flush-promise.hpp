#pragma once

#include <napi.h>

#include "export/export-queue.hpp"

namespace otel_native {

/// A promise, and the callback that resolves it with `{lostItems, message}` from any thread. The event loop
/// stays alive until then.
struct FlushPromise {
  Napi::Promise promise;
  FlushDone done;
};
FlushPromise make_flush_promise(Napi::Env env);

}  // namespace otel_native
