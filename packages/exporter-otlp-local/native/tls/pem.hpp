#pragma once

#include <string>
#include <vector>

#include "tls/openssl.hpp"
#include "tls/tls-settings.hpp"

namespace otel_native::otlp_local {

/// Puts the text of a source into `pem`. On failure, returns false and sets `error`. `what` names the source in
/// messages.
bool read_pem(const PemSource& source, const char* what, std::string& pem, std::string& error);

/// Parses all certificates of a text, each with a pass of its own. Empty if there is none or one is malformed.
std::vector<CertificateOwner> parse_certificates(const std::string& pem);

/// Parses a private key. Returns null and sets `error` for a malformed key, and for one with a passphrase: there is
/// nobody to ask for it.
KeyOwner parse_key(const std::string& pem, std::string& error);

}  // namespace otel_native::otlp_local
