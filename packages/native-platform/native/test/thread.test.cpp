#include "shared/thread.hpp"

#include <pthread.h>

#include <future>

#include "test.hpp"

namespace {

std::size_t own_stack_bytes() {
#if defined(__APPLE__)
  return pthread_get_stacksize_np(pthread_self());
#else
  pthread_attr_t attributes;
  std::size_t bytes = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstacksize(&attributes, &bytes);
  pthread_attr_destroy(&attributes);
  return bytes;
#endif
}

}  // namespace

TEST(a_thread_has_the_stack_that_was_asked_for) {
  std::promise<std::size_t> bytes;
  CHECK(otel_native::start_detached_thread("test", [&] { bytes.set_value(own_stack_bytes()); }));
  CHECK_EQ(bytes.get_future().get(), otel_native::kThreadStackBytes);
}
