#pragma once

#include <string>

#include "tls-identity.hpp"
#include "tls/tls-settings.hpp"

// Made once per run, so that none of them expires.

inline const Identity& authority() {
  static const Identity only = make_identity({});
  return only;
}

inline const Identity& server_identity() {
  static const Identity only = make_identity({"DNS:localhost,IP:127.0.0.1,IP:::1", &authority()});
  return only;
}

inline const Identity& client_identity() {
  static const Identity only = make_identity({"DNS:client", &authority()});
  return only;
}

/// How to connect to `server_identity`.
inline otel_native::otlp_local::TlsSettings trusting_settings() {
  otel_native::otlp_local::TlsSettings settings;
  settings.host = "localhost";
  settings.authorities.text = authority().certificate;
  return settings;
}
