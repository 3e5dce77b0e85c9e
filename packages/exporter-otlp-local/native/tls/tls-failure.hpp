#pragma once

#include <string>

#include "tls/openssl.hpp"
#include "tls/socket-bio.hpp"

namespace otel_native::otlp_local {

/// Says in words of the user why a call on a connection failed, and takes the reasons from OpenSSL's queue. `host` is
/// what the server's certificate must be for.
std::string tls_failure(const OpenSslPass& openssl, const SSL* ssl, const TlsSocket& socket, const std::string& host);

/// OpenSSL's own words for the oldest reason in its queue, which is empty afterwards.
std::string openssl_reason(const OpenSslPass& openssl);

}  // namespace otel_native::otlp_local
