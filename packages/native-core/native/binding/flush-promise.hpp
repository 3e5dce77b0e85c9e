#pragma once

#include <napi.h>

#include "export/export-queue.hpp"

namespace otel_native {

/// A promise, and the callback that resolves it with `{lostItems, message}` from any thread.
struct FlushPromise {
  Napi::Promise promise;
  FlushDone done;
};

/// Whether the event loop stays alive until the promise is resolved. It must not if nothing else limits the time.
enum class EventLoop { kMayEnd, kStaysAlive };

FlushPromise make_flush_promise(Napi::Env env, EventLoop loop);

}  // namespace otel_native
