#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {

#if defined(__linux__)

// Set both flags at creation, since another thread may fork between two calls.
bool open_pipe(int (&ends)[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0; }

int open_stream_socket(int family) { return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0); }

const int kSendFlags = MSG_NOSIGNAL;

#else

namespace {

bool make_private_and_non_blocking(int fd) {
  return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

}  // namespace

bool open_pipe(int (&ends)[2]) {
  if (pipe(ends) != 0) return false;
  if (make_private_and_non_blocking(ends[0]) && make_private_and_non_blocking(ends[1])) return true;
  close(ends[0]);
  close(ends[1]);
  return false;
}

int open_stream_socket(int family) {
  const int fd = socket(family, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  const int on = 1;
  if (make_private_and_non_blocking(fd) && setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof(on)) == 0) {
    return fd;
  }
  close(fd);
  return -1;
}

const int kSendFlags = 0;

#endif

}  // namespace otel_native::otlp_local
