#include "tls/session-cache.hpp"

#include <utility>

namespace otel_native::otlp_local {

void SessionCache::keep(SessionOwner session) { sessions_[1] = std::exchange(sessions_[0], std::move(session)); }

SessionOwner SessionCache::take() {
  SessionOwner session = std::exchange(sessions_[0], std::move(sessions_[1]));
  const OpenSslPass openssl;
  if (!openssl || session == nullptr || openssl->SSL_SESSION_is_resumable(session.get()) != 1) return nullptr;
  const bool is_reusable = openssl->SSL_SESSION_get_protocol_version(session.get()) < TLS1_3_VERSION;
  if (is_reusable && openssl->SSL_SESSION_up_ref(session.get()) == 1) keep(SessionOwner(session.get()));
  return session;
}

}  // namespace otel_native::otlp_local
