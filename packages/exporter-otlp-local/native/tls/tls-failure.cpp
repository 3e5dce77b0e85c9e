#include "tls/tls-failure.hpp"

#include <openssl/sslerr.h>

#include "net/stream.hpp"

namespace otel_native::otlp_local {
namespace {

std::string certificate_problem(const OpenSslPass& openssl, long result, const std::string& host) {
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the server's certificate has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the server's certificate is not valid yet";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the server's certificate is not for " + host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "the server's certificate is self-signed, and its issuer is not among the trusted authorities";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the issuer of the server's certificate is not among the trusted authorities";
    default:
      return std::string("the server's certificate is invalid: ") + openssl->X509_verify_cert_error_string(result);
  }
}

/// What the server said in an alert, or what is wrong with its bytes. Null for a reason without better words.
const char* protocol_problem(int reason) {
  switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
      return "the server requires a client certificate";
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
      return "the server refuses the handshake: it may require a client certificate or another cipher";
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
      return "the server refuses the client certificate";
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
      return "the server says that the client certificate has expired";
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
      return "the server does not know the issuer of the client certificate";
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
    case SSL_R_WRONG_SSL_VERSION:
      return "the server supports no TLS version that is allowed here";
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_HTTP_REQUEST:
      return "the server does not speak TLS: the endpoint may need http:";
    case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
      return "the server does not speak HTTP/1.1: it may be the gRPC port, use 4318";
    default:
      return nullptr;
  }
}

std::string text_of(const OpenSslPass& openssl, unsigned long code) {
  if (ERR_SYSTEM_ERROR(code)) return error_text(ERR_GET_REASON(code));
  const char* reason = code == 0 ? nullptr : openssl->ERR_reason_error_string(code);
  return reason == nullptr ? "unknown reason" : reason;
}

/// Words of our own for one reason, or an empty text.
std::string known_problem(const OpenSslPass& openssl, unsigned long code, const SSL* ssl, const std::string& host) {
  if (ERR_GET_LIB(code) != ERR_LIB_SSL) return {};
  if (ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    return certificate_problem(openssl, openssl->SSL_get_verify_result(ssl), host);
  }
  const char* problem = protocol_problem(ERR_GET_REASON(code));
  return problem == nullptr ? "" : problem;
}

}  // namespace

std::string openssl_reason(const OpenSslPass& openssl) {
  const unsigned long oldest = openssl->ERR_get_error();
  openssl->ERR_clear_error();
  return text_of(openssl, oldest);
}

std::string tls_failure(const OpenSslPass& openssl, const SSL* ssl, const TlsSocket& socket, const std::string& host) {
  const unsigned long oldest = openssl->ERR_get_error();
  if (oldest == 0) return socket.error != 0 ? error_text(socket.error) : "the server closed the connection";
  // The reason that we know may follow those of the layers below.
  for (unsigned long code = oldest; code != 0; code = openssl->ERR_get_error()) {
    std::string problem = known_problem(openssl, code, ssl, host);
    if (problem.empty()) continue;
    openssl->ERR_clear_error();
    return problem;
  }
  return "TLS: " + text_of(openssl, oldest);
}

}  // namespace otel_native::otlp_local
