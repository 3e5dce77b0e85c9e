#pragma once

#include <string>

#include "tls/openssl.hpp"

namespace otel_native::otlp_local {

/// The authorities to trust by default.
struct DefaultRoots {
  /// Certificates in PEM.
  std::string pem;
  /// Whether the files count too that OpenSSL's build and `SSL_CERT_FILE` name.
  bool has_system_files = true;
};

/// Sets what connections without authorities of their own trust. Any thread; once per process is enough.
void set_default_roots(DefaultRoots roots);

/// Lets a context trust the default authorities, which are parsed at the first call and shared from then on. On
/// failure, returns false and sets `error`.
bool trust_default_roots(SSL_CTX* context, std::string& error);

/// Lets a context trust the authorities of a text alone. On failure, returns false and sets `error`.
bool trust_only(SSL_CTX* context, const std::string& pem, std::string& error);

}  // namespace otel_native::otlp_local
