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

}  // namespace

bool run_detached(std::function<void()> work) {
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  // A new thread inherits the mask: block before it starts, so that no signal can slip in.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  const bool started = pthread_create(&thread, nullptr, run_and_free, owned.get()) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!started) return false;
  (void)owned.release();  // belongs to the thread now
  pthread_detach(thread);
  return true;
}

}  // namespace otel_native::otlp_local
