#include "tls/socket-bio.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {
namespace {

// OpenSSL calls these inside a call of ours, which holds the gate already.

TlsSocket& socket_of(const OpenSslPass& openssl, BIO* bio) {
  return *static_cast<TlsSocket*>(openssl->BIO_get_data(bio));
}

/// Returns what a BIO returns: a count above zero, or -1 and the flag to try again.
int finish(const OpenSslPass& openssl, BIO* bio, ssize_t count, int retry_flag) {
  if (count > 0) return static_cast<int>(count);
  const int error = errno;
  if (count < 0 && (error == EAGAIN || error == EWOULDBLOCK)) {
    openssl->BIO_set_flags(bio, retry_flag | BIO_FLAGS_SHOULD_RETRY);
  } else if (count < 0) {
    socket_of(openssl, bio).error = error;
  }
  return count == 0 ? 0 : -1;
}

int write_some(BIO* bio, const char* bytes, int size) {
  const OpenSslPass openssl;
  if (!openssl) return -1;
  openssl->BIO_clear_flags(bio, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
  for (;;) {
    const ssize_t count = send(socket_of(openssl, bio).fd, bytes, static_cast<std::size_t>(size), kSendFlags);
    if (count < 0 && errno == EINTR) continue;
    return finish(openssl, bio, count, BIO_FLAGS_WRITE);
  }
}

int read_some(BIO* bio, char* bytes, int size) {
  const OpenSslPass openssl;
  if (!openssl) return -1;
  openssl->BIO_clear_flags(bio, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
  for (;;) {
    const ssize_t count = recv(socket_of(openssl, bio).fd, bytes, static_cast<std::size_t>(size), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) socket_of(openssl, bio).has_ended = true;
    return finish(openssl, bio, count, BIO_FLAGS_READ);
  }
}

long control(BIO* bio, int command, long, void*) {
  const OpenSslPass openssl;
  if (!openssl) return 0;
  if (command == BIO_CTRL_EOF) return socket_of(openssl, bio).has_ended ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

/// One per process: every call of `BIO_get_new_index` uses up one of 127 numbers.
const BIO_METHOD* socket_method(const OpenSslPass& openssl) {
  static BIO_METHOD* only = nullptr;  // guarded by the pass; freed by the end of the process
  if (only != nullptr) return only;
  BIO_METHOD* method = openssl->BIO_meth_new(openssl->BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "otel-native socket");
  if (method == nullptr) return nullptr;
  openssl->BIO_meth_set_write(method, write_some);
  openssl->BIO_meth_set_read(method, read_some);
  openssl->BIO_meth_set_ctrl(method, control);
  only = method;
  return only;
}

}  // namespace

BIO* make_socket_bio(const OpenSslPass& openssl, TlsSocket& socket) {
  const BIO_METHOD* method = socket_method(openssl);
  BIO* bio = method == nullptr ? nullptr : openssl->BIO_new(method);
  if (bio == nullptr) return nullptr;
  openssl->BIO_set_data(bio, &socket);
  openssl->BIO_set_init(bio, 1);
  return bio;
}

}  // namespace otel_native::otlp_local
