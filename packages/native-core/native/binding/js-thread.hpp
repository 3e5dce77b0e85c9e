#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <mutex>

namespace otel_native {

/// A door from native threads to the JavaScript thread of one environment. The environment may end at any time; then
/// the door is closed. Node frees a thread-safe function with its environment, whoever still holds it: so each use
/// here is under a lock, and Node's finalizer takes the same lock.
class JsThread {
 public:
  using Task = std::function<void(Napi::Env, Napi::Function)>;

  /// `name` shows in diagnostics of the event loop, which stays alive as long as the door is open.
  static std::shared_ptr<JsThread> open(Napi::Env env, const char* name);
  /// As above, for tasks that are given `function`; the event loop does not stay alive for it.
  static std::shared_ptr<JsThread> open(Napi::Env env, const char* name, Napi::Function function);

  /// To be called on the JavaScript thread: the event loop no longer stays alive for this door.
  void let_event_loop_end(Napi::Env env);

  /// Has `task` run on the JavaScript thread. False when the door is closed: the task then never runs. A task whose
  /// environment ends while it waits is destroyed without running.
  bool post(Task task);

  /// Closes the door behind the tasks that wait. Idempotent.
  void close();

 private:
  static std::shared_ptr<JsThread> create(Napi::Env env, const char* name, napi_value function, napi_value resource);
  static void run_task(napi_env env, napi_value function, void* context, void* data);
  static void finalize(napi_env env, void* data, void* hint);

  std::mutex mutex_;
  // Guarded by mutex_; nullptr when closed:
  napi_threadsafe_function function_ = nullptr;
};

}  // namespace otel_native
