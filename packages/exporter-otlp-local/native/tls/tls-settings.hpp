#pragma once

#include <string>

namespace otel_native::otlp_local {

/// Certificates or a key in PEM: the text itself, or the path of a file, which is read for each new connection, so that
/// a replaced file counts from then on. Both are empty if the user gave none.
struct PemSource {
  std::string text;
  std::string path;

  bool is_given() const { return !text.empty() || !path.empty(); }
};

/// How to speak TLS with one server. The caller has checked all values.
struct TlsSettings {
  /// Host name or IP address (without brackets) that the server's certificate must be for.
  std::string host;
  /// Authorities to trust. If not given, those of `set_default_roots`.
  PemSource authorities;
  /// The client's certificate with its chain, and its key.
  PemSource certificate;
  PemSource key;
  /// Ciphers up to TLS 1.2, and suites of TLS 1.3. OpenSSL's defaults if empty.
  std::string ciphers;
  std::string cipher_suites;
  /// Oldest and newest version, as on the wire (0x0303 is TLS 1.2). 0 sets no limit.
  int min_version = 0x0303;
  int max_version = 0;
  /// Whether the server's certificate must be valid. False only at the user's explicit wish.
  bool is_verified = true;
};

}  // namespace otel_native::otlp_local
