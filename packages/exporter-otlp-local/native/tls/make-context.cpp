#include "tls/make-context.hpp"

#include <cstddef>
#include <vector>

#include "tls/pem.hpp"
#include "tls/roots.hpp"
#include "tls/tls-failure.hpp"
#include "tls/tls-stream.hpp"

namespace otel_native::otlp_local {
namespace {

/// The only protocol that the engine speaks, as ALPN spells it: a server that prefers HTTP/2 must not choose it.
constexpr unsigned char kProtocols[] = "\x08http/1.1";

constexpr char kAuthoritiesName[] = "the certificate of the authorities";
constexpr char kCertificateName[] = "the client certificate";
constexpr char kKeyName[] = "the client key";

std::string named(const char* what, const PemSource& source, const std::string& reason) {
  return std::string(what) + (source.path.empty() ? " " : " " + source.path + " ") + reason;
}

bool set_versions(const OpenSslPass& openssl, SSL_CTX* context, const TlsSettings& settings) {
  return openssl->SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, settings.min_version, nullptr) == 1 &&
         openssl->SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, settings.max_version, nullptr) == 1;
}

bool set_ciphers(const OpenSslPass& openssl, SSL_CTX* context, const TlsSettings& settings) {
  if (!settings.ciphers.empty() && openssl->SSL_CTX_set_cipher_list(context, settings.ciphers.c_str()) != 1) {
    return false;
  }
  return settings.cipher_suites.empty() ||
         openssl->SSL_CTX_set_ciphersuites(context, settings.cipher_suites.c_str()) == 1;
}

void set_behaviour(const OpenSslPass& openssl, SSL_CTX* context, bool is_verified) {
  // Partial writes and moving buffers suit the engine's loop; an idle connection gives back its 34 kB of buffers.
  constexpr long kModes =
      SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS;
  openssl->SSL_CTX_ctrl(context, SSL_CTRL_MODE, kModes, nullptr);
  // Many servers close without a word, and OpenSSL would throw the session away. HTTP says itself where answers end.
  openssl->SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
  openssl->SSL_CTX_set_verify(context, is_verified ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  openssl->SSL_CTX_set_alpn_protos(context, kProtocols, sizeof(kProtocols) - 1);
  openssl->SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL,
                        nullptr);
  openssl->SSL_CTX_sess_set_new_cb(context, TlsStream::keep_session);
}

ContextOwner make_bare_context(const TlsSettings& settings, std::string& error) {
  const OpenSslPass openssl;
  if (!openssl) {
    error = "the process ends";
    return nullptr;
  }
  openssl->ERR_clear_error();
  ContextOwner context(openssl->SSL_CTX_new(openssl->TLS_client_method()));
  if (context == nullptr || !set_versions(openssl, context.get(), settings) ||
      !set_ciphers(openssl, context.get(), settings)) {
    error = "the versions or ciphers of TLS cannot be used: " + openssl_reason(openssl);
    return nullptr;
  }
  set_behaviour(openssl, context.get(), settings.is_verified);
  return context;
}

/// The first certificate is the client's, the others lead to an authority that the server knows.
bool use_chain(SSL_CTX* context, std::vector<CertificateOwner>& chain) {
  const OpenSslPass openssl;
  if (!openssl || chain.empty() || openssl->SSL_CTX_use_certificate(context, chain[0].get()) != 1) return false;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (openssl->SSL_CTX_ctrl(context, SSL_CTRL_EXTRA_CHAIN_CERT, 0, chain[i].get()) != 1) return false;
    static_cast<void>(chain[i].release());  // the context owns it now
  }
  return true;
}

bool use_key(SSL_CTX* context, EVP_PKEY* key, std::string& error) {
  const OpenSslPass openssl;
  if (!openssl) return false;
  openssl->ERR_clear_error();
  if (openssl->SSL_CTX_use_PrivateKey(context, key) == 1) return true;
  error = "does not fit the client certificate: " + openssl_reason(openssl);
  return false;
}

bool set_identity(SSL_CTX* context, const TlsSettings& settings, const TlsFiles& files, std::string& error) {
  if (!settings.certificate.is_given() && !settings.key.is_given()) return true;
  if (!settings.certificate.is_given() || !settings.key.is_given()) {
    error = settings.key.is_given() ? "the client key has no client certificate" : "the client certificate has no key";
    return false;
  }
  std::vector<CertificateOwner> chain = parse_certificates(files.certificate);
  if (!use_chain(context, chain)) {
    error = named(kCertificateName, settings.certificate, "is not a certificate in PEM");
    return false;
  }
  std::string reason;
  const KeyOwner key = parse_key(files.key, reason);
  if (key != nullptr && use_key(context, key.get(), reason)) return true;
  error = named(kKeyName, settings.key, reason);
  return false;
}

bool set_trust(SSL_CTX* context, const TlsSettings& settings, const TlsFiles& files, std::string& error) {
  if (!settings.is_verified && !settings.authorities.is_given()) return true;
  if (!settings.authorities.is_given()) return trust_default_roots(context, error);
  std::string reason;
  if (trust_only(context, files.authorities, reason)) return true;
  error = named(kAuthoritiesName, settings.authorities, reason);
  return false;
}

}  // namespace

bool read_files(const TlsSettings& settings, TlsFiles& files, std::string& error) {
  return read_pem(settings.authorities, kAuthoritiesName, files.authorities, error) &&
         read_pem(settings.certificate, kCertificateName, files.certificate, error) &&
         read_pem(settings.key, kKeyName, files.key, error);
}

ContextOwner make_context(const TlsSettings& settings, const TlsFiles& files, std::string& error) {
  ContextOwner context = make_bare_context(settings, error);
  if (context == nullptr || !set_trust(context.get(), settings, files, error) ||
      !set_identity(context.get(), settings, files, error)) {
    return nullptr;
  }
  return context;
}

}  // namespace otel_native::otlp_local
