#include <pthread.h>
#include <signal.h>

#include <thread>

#include "platform/thread.hpp"

namespace otel_native {
namespace {

void set_thread_name(const char* name) {
#if defined(__APPLE__)
  pthread_setname_np(name);
#else
  pthread_setname_np(pthread_self(), name);
#endif
}

}  // namespace

void start_detached_thread(const char* name, std::function<void()> run) {
  // A new thread inherits the mask: block before it starts, so that no signal can slip in.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([name, run = std::move(run)] {
    set_thread_name(name);
    run();
  }).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace otel_native
