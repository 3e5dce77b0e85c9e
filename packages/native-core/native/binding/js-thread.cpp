#include "binding/js-thread.hpp"

namespace otel_native {
namespace {

/// False during the shutdown of an environment: tasks still arrive then, but calling JavaScript would abort the
/// process.
bool can_run_javascript(napi_env env) {
  napi_value undefined = nullptr;
  bool equal = false;
  return napi_get_undefined(env, &undefined) == napi_ok &&
         napi_strict_equals(env, undefined, undefined, &equal) == napi_ok;
}

/// Represents the thread-safe function in tools that list open handles, such as `jest --detectOpenHandles`. They call
/// `hasRef()`, which Node's own handles have, to see that it does not keep the event loop alive.
napi_value resource_without_ref(Napi::Env env) {
  auto resource = Napi::Object::New(env);
  resource["hasRef"] =
      Napi::Function::New(env, [](const Napi::CallbackInfo& info) { return Napi::Boolean::New(info.Env(), false); });
  return resource;
}

}  // namespace

std::shared_ptr<JsThread> JsThread::create(Napi::Env env, const char* name, napi_value function, napi_value resource) {
  auto thread = std::make_shared<JsThread>();
  auto* held_by_node = new std::shared_ptr<JsThread>(thread);
  napi_create_threadsafe_function(env, function, resource, Napi::String::New(env, name), 0, 1, held_by_node, finalize,
                                  nullptr, run_task, &thread->function_);
  return thread;
}

std::shared_ptr<JsThread> JsThread::open(Napi::Env env, const char* name) {
  return create(env, name, nullptr, nullptr);
}

std::shared_ptr<JsThread> JsThread::open(Napi::Env env, const char* name, Napi::Function function) {
  auto thread = create(env, name, function, resource_without_ref(env));
  thread->let_event_loop_end(env);
  return thread;
}

void JsThread::let_event_loop_end(Napi::Env env) {
  const std::lock_guard lock(mutex_);
  if (function_ != nullptr) napi_unref_threadsafe_function(env, function_);
}

bool JsThread::post(Task task) {
  const std::lock_guard lock(mutex_);
  if (function_ == nullptr) return false;
  auto* boxed = new Task(std::move(task));
  if (napi_call_threadsafe_function(function_, boxed, napi_tsfn_nonblocking) == napi_ok) return true;
  function_ = nullptr;  // refused: Node is closing the function, which must not be used any more
  delete boxed;
  return false;
}

void JsThread::close() {
  const std::lock_guard lock(mutex_);
  if (function_ == nullptr) return;
  napi_release_threadsafe_function(function_, napi_tsfn_release);
  function_ = nullptr;
}

void JsThread::run_task(napi_env env, napi_value function, void*, void* data) {
  const std::unique_ptr<Task> task(static_cast<Task*>(data));
  if (env == nullptr) return;
  const Napi::HandleScope scope(env);
  if (!can_run_javascript(env)) return;
  (*task)(env, Napi::Function(env, function));
}

void JsThread::finalize(napi_env, void* data, void*) {
  const std::unique_ptr<std::shared_ptr<JsThread>> held_by_node(static_cast<std::shared_ptr<JsThread>*>(data));
  const std::lock_guard lock((*held_by_node)->mutex_);
  (*held_by_node)->function_ = nullptr;
}

void call_javascript(napi_env env, napi_value function, std::initializer_list<napi_value> arguments) {
  napi_value undefined = nullptr;
  if (napi_get_undefined(env, &undefined) != napi_ok) return;
  if (napi_call_function(env, undefined, function, arguments.size(), arguments.begin(), nullptr) == napi_ok) return;
  napi_value exception = nullptr;
  napi_get_and_clear_last_exception(env, &exception);
}

}  // namespace otel_native
