#include <pthread.h>
#include <signal.h>

#include <memory>
#include <utility>

#include "shared/thread.hpp"

namespace otel_native {
namespace {

struct Work {
  const char* name;
  std::function<void()> run;
};

void set_thread_name(const char* name) {
#if defined(__APPLE__)
  pthread_setname_np(name);
#else
  pthread_setname_np(pthread_self(), name);
#endif
}

void* run_and_free(void* data) {
  const std::unique_ptr<Work> work(static_cast<Work*>(data));
  set_thread_name(work->name);
  work->run();
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

bool start_detached_thread(const char* name, std::function<void()> run) {
  auto work = std::make_unique<Work>(Work{name, std::move(run)});
  // The new thread inherits the signal mask, so block all signals before it starts.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  // SIGBUS is raised on the thread that touches a mapping, and ends the process if that thread blocks it
  // (MappingGuard).
  sigdelset(&all, SIGBUS);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool has_started = create_detached(run_and_free, work.get());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!has_started) return false;
  (void)work.release();  // the new thread owns it now
  return true;
}

}  // namespace otel_native
