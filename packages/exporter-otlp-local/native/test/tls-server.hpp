#pragma once

#include <openssl/ssl.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "net/unique-fd.hpp"
#include "tls-identity.hpp"

struct TlsServerOptions {
  Identity identity;
  int min_version = 0;
  int max_version = 0;
  /// Clients must show a certificate of this authority, in PEM.
  std::string client_authority = {};
  /// What ALPN must choose, with its length in front: `\x02h2`.
  std::string protocol = {};
};

/// A TLS server of the tests, with a thread for each connection.
class TlsServer {
 public:
  /// What happens on an accepted connection. The end of the function closes the socket without a word.
  using Serve = std::function<void(SSL*)>;

  TlsServer(const TlsServerOptions& options, Serve serve);
  ~TlsServer();

  /// Returns the client's end of a new connection, which does not block.
  otel_native::otlp_local::UniqueFd connect();
  /// Serves an accepted connection.
  void add(otel_native::otlp_local::UniqueFd socket);
  /// Waits for the ends of all connections.
  void join();
  /// How many handshakes were finished, and how many of those resumed a session. After `join`.
  int accepted = 0;
  int resumed = 0;

 private:
  void serve(const otel_native::otlp_local::UniqueFd& socket);

  const TlsServerOptions options_;
  const Serve serve_;
  SSL_CTX* const context_;
  std::vector<std::thread> threads_;
};

/// Two connected sockets. The first does not block.
struct SocketPair {
  SocketPair();
  otel_native::otlp_local::UniqueFd client;
  otel_native::otlp_local::UniqueFd server;
};

/// Reads until `size` bytes have come or the connection ended.
std::string read_bytes(SSL* ssl, std::size_t size);
void write_bytes(SSL* ssl, const std::string& bytes);
