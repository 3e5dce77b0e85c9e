#pragma once

#include "tls/openssl.hpp"

namespace otel_native::otlp_local {

/// What OpenSSL reads from and writes to. It must outlive the BIO.
struct TlsSocket {
  int fd;
  int error = 0;           ///< errno of the last call that failed
  bool has_ended = false;  ///< the peer has closed its side
};

/// Makes a BIO over a socket, or returns null. OpenSSL's own BIO for sockets uses write(), which raises SIGPIPE when
/// the peer has closed the connection.
BIO* make_socket_bio(const OpenSslPass& openssl, TlsSocket& socket);

}  // namespace otel_native::otlp_local
