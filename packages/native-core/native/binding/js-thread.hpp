#pragma once

#include <napi.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>

namespace otel_native {

/// Lets native threads run tasks on the JavaScript thread of one environment. The environment may end at any time and
/// then closes this object: Node frees a thread-safe function with its environment even if others still hold it. So
/// each use takes a lock, and Node's finalizer takes the same lock.
class JsThread {
 public:
  using Task = std::function<void(Napi::Env, Napi::Function)>;

  /// Opens a channel that keeps the event loop alive until it is closed. `name` appears in diagnostics of the event
  /// loop.
  static std::shared_ptr<JsThread> open(Napi::Env env, const char* name);
  /// As above, for tasks that receive `function`. Does not keep the event loop alive.
  static std::shared_ptr<JsThread> open(Napi::Env env, const char* name, Napi::Function function);

  /// Stops keeping the event loop alive. Call it on the JavaScript thread.
  void let_event_loop_end(Napi::Env env);

  /// Runs `task` on the JavaScript thread. Returns false if the channel is closed: the task then never runs. A waiting
  /// task whose environment ends is destroyed without running.
  bool post(Task task);

  /// Closes the channel after the waiting tasks. Idempotent.
  void close();

 private:
  static std::shared_ptr<JsThread> create(Napi::Env env, const char* name, napi_value function, napi_value resource);
  static void run_task(napi_env env, napi_value function, void* context, void* data);
  static void finalize(napi_env env, void* data, void* hint);

  std::mutex mutex_;
  // Guarded by mutex_; nullptr when closed:
  napi_threadsafe_function function_ = nullptr;
};

/// Calls a function that does not throw. Does nothing if the environment ends meanwhile: a worker thread may be
/// terminated inside the call, and node-addon-api would then abort the process.
void call_javascript(napi_env env, napi_value function, std::initializer_list<napi_value> arguments);

}  // namespace otel_native
