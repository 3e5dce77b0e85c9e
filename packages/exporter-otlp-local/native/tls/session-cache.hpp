#pragma once

#include <array>
#include <cstddef>

#include "tls/openssl.hpp"

namespace otel_native::otlp_local {

/// The latest sessions with one server, which save the next handshake a round trip and the certificates. For one
/// thread.
class SessionCache {
 public:
  /// Takes over a session. The oldest leaves if there is no room.
  void keep(SessionOwner session);
  /// Returns a session for a new connection, or null. A session of TLS 1.3 is for one use, so it leaves the cache.
  SessionOwner take();

 private:
  /// Servers send two tickets by default, and a connection that is cut at once uses up one.
  static constexpr std::size_t kMaxSessions = 2;
  std::array<SessionOwner, kMaxSessions> sessions_;  // the latest first
};

}  // namespace otel_native::otlp_local
