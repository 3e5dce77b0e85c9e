#include <pthread.h>
#include <signal.h>

#include <memory>

#include "platform/thread.hpp"

namespace otel_native::otlp_local {
namespace {

void* run_and_free(void* work) {
  const std::unique_ptr<std::function<void()>> owned(static_cast<std::function<void()>*>(work));
  (*owned)();
  return nullptr;
}

bool create_detached(void* (*run)(void*), void* data) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, kThreadStackBytes);
  pthread_t thread;
  const bool has_started = pthread_create(&thread, &attributes, run, data) == 0;
  pthread_attr_destroy(&attributes);
  return has_started;
}

}  // namespace

bool run_detached(std::function<void()> work) {
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  // The new thread inherits the signal mask, so block all signals before it starts.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool started = create_detached(run_and_free, owned.get());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!started) return false;
  (void)owned.release();  // the new thread owns it now
  return true;
}

}  // namespace otel_native::otlp_local
