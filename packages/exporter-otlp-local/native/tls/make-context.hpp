#pragma once

#include <string>

#include "tls/openssl.hpp"
#include "tls/tls-settings.hpp"

namespace otel_native::otlp_local {

/// What the sources of the settings held when a context was made of them.
struct TlsFiles {
  std::string authorities;
  std::string certificate;
  std::string key;

  bool operator==(const TlsFiles&) const = default;
};

/// Reads the sources of the settings. On failure, returns false and sets `error`.
bool read_files(const TlsSettings& settings, TlsFiles& files, std::string& error);

/// Makes OpenSSL's context of the settings and their files. On failure, returns null and sets `error`.
ContextOwner make_context(const TlsSettings& settings, const TlsFiles& files, std::string& error);

}  // namespace otel_native::otlp_local
