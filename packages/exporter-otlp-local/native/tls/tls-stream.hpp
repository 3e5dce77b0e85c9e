#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "net/stream.hpp"
#include "tls/openssl.hpp"
#include "tls/session-cache.hpp"
#include "tls/socket-bio.hpp"

namespace otel_native::otlp_local {

/// What the connections to one server share.
struct TlsShared {
  /// Host name or IP address that the server's certificate must be for.
  std::string host;
  ContextOwner context;
  SessionCache sessions;
};

/// One TLS connection, as its client.
///
///   handshake() → progress ─▶ send(), receive() ─▶ close()
///        │                        │
///        └─────── failed ◀────────┘   a failed send leaves receive() usable, for the alert that says why
///
/// Each call takes one pass per record, so that the end of the process never waits long.
class TlsStream final : public Stream {
 public:
  static std::unique_ptr<TlsStream> open(std::shared_ptr<TlsShared> shared, int fd, std::string& error);
  ~TlsStream() override;

  IoResult handshake() override;
  IoResult send(std::string_view first, std::string_view second) override;
  IoResult receive(char* buffer, std::size_t size) override;
  void close() override;

  /// OpenSSL calls this for each session that the server offers. Returns 1 to keep it.
  static int keep_session(SSL* ssl, SSL_SESSION* session);

 private:
  TlsStream(std::shared_ptr<TlsShared> shared, int fd) : shared_(std::move(shared)), socket_{fd} {}

  bool prepare(std::string& error);
  IoResult write(std::string_view bytes);
  IoResult outcome(const OpenSslPass& openssl, int code);

  const std::shared_ptr<TlsShared> shared_;
  TlsSocket socket_;
  SslOwner ssl_;
  bool is_open_ = false;  ///< the handshake is finished, and nothing failed since
};

}  // namespace otel_native::otlp_local
