#include "tls/tls-stream.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "tls/tls-failure.hpp"

namespace otel_native::otlp_local {
namespace {

/// The index that OpenSSL reserves for applications (`SSL_set_app_data`).
constexpr int kSharedIndex = 0;
/// The largest plaintext of one record.
constexpr std::size_t kRecordBytes = SSL3_RT_MAX_PLAIN_LENGTH;

IoResult process_ends() { return {IoStatus::failed, 0, "the process ends"}; }

bool is_ip_address(const std::string& host) {
  std::uint8_t address[16];
  return inet_pton(AF_INET, host.c_str(), address) == 1 || inet_pton(AF_INET6, host.c_str(), address) == 1;
}

/// Certificates and SNI spell a name without the dot that ends an absolute one.
std::string without_final_dot(std::string host) {
  if (!host.empty() && host.back() == '.') host.pop_back();
  return host;
}

/// Sets which host the certificate must be for, and names it to a server with several (SNI, never an IP address).
bool set_host(const OpenSslPass& openssl, SSL* ssl, const std::string& given) {
  X509_VERIFY_PARAM* const parameters = openssl->SSL_get0_param(ssl);
  if (is_ip_address(given)) return openssl->X509_VERIFY_PARAM_set1_ip_asc(parameters, given.c_str()) == 1;
  std::string host = without_final_dot(given);
  openssl->X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return openssl->X509_VERIFY_PARAM_set1_host(parameters, host.c_str(), 0) == 1 &&
         openssl->SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

}  // namespace

std::unique_ptr<TlsStream> TlsStream::open(std::shared_ptr<TlsShared> shared, int fd, std::string& error) {
  std::unique_ptr<TlsStream> stream(new TlsStream(std::move(shared), fd));
  return stream->prepare(error) ? std::move(stream) : nullptr;
}

bool TlsStream::prepare(std::string& error) {
  const OpenSslPass openssl;
  if (!openssl) {
    error = process_ends().error;
    return false;
  }
  openssl->ERR_clear_error();
  ssl_.reset(openssl->SSL_new(shared_->context.get()));
  BIO* const bio = ssl_ == nullptr ? nullptr : make_socket_bio(openssl, socket_);
  if (bio == nullptr) {
    error = "out of memory for a TLS connection";
    return false;
  }
  openssl->SSL_set_bio(ssl_.get(), bio, bio);
  openssl->SSL_set_connect_state(ssl_.get());
  openssl->SSL_set_ex_data(ssl_.get(), kSharedIndex, shared_.get());
  if (!set_host(openssl, ssl_.get(), shared_->host)) {
    error = shared_->host + " is not a name that a certificate can be for";
    return false;
  }
  if (const SessionOwner session = shared_->sessions.take()) openssl->SSL_set_session(ssl_.get(), session.get());
  return true;
}

TlsStream::~TlsStream() {
  const OpenSslPass openssl;
  if (!openssl) {
    // OpenSSL has freed what the connection needs, so leave the rest to the system.
    static_cast<void>(ssl_.release());
    return;
  }
  // OpenSSL would take the session of a connection that was not shut down for compromised.
  if (ssl_ != nullptr) openssl->SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

IoResult TlsStream::handshake() {
  const OpenSslPass openssl;
  if (!openssl) return process_ends();
  openssl->ERR_clear_error();
  const int code = openssl->SSL_do_handshake(ssl_.get());
  if (code == 1) {
    is_open_ = true;
    return {IoStatus::progress};
  }
  IoResult result = outcome(openssl, code);
  if (result.status == IoStatus::closed) {
    result = {IoStatus::failed, 0, "the server closed the connection during the TLS handshake"};
  }
  return result;
}

/// Head and body of a small request share a record, and so a packet.
IoResult TlsStream::send(std::string_view first, std::string_view second) {
  std::size_t sent = 0;
  if (!first.empty()) {
    std::string record(first.substr(0, kRecordBytes));
    record.append(second.substr(0, kRecordBytes - record.size()));
    IoResult result = write(record);
    if (result.status != IoStatus::progress || result.bytes < first.size()) return result;
    sent = result.bytes;
    second.remove_prefix(sent - first.size());
  }
  while (!second.empty()) {
    IoResult result = write(second);
    if (result.status != IoStatus::progress) return sent > 0 ? IoResult{IoStatus::progress, sent} : result;
    sent += result.bytes;
    second.remove_prefix(result.bytes);
  }
  return {IoStatus::progress, sent};
}

IoResult TlsStream::write(std::string_view bytes) {
  const OpenSslPass openssl;
  if (!openssl) return process_ends();
  openssl->ERR_clear_error();
  std::size_t count = 0;
  const int code = openssl->SSL_write_ex(ssl_.get(), bytes.data(), std::min(bytes.size(), kRecordBytes), &count);
  if (code == 1) return {IoStatus::progress, count};
  return outcome(openssl, code);
}

IoResult TlsStream::receive(char* buffer, std::size_t size) {
  const OpenSslPass openssl;
  if (!openssl) return process_ends();
  openssl->ERR_clear_error();
  std::size_t count = 0;
  const int code = openssl->SSL_read_ex(ssl_.get(), buffer, size, &count);
  if (code == 1) return {IoStatus::progress, count};
  return outcome(openssl, code);
}

void TlsStream::close() {
  const OpenSslPass openssl;
  if (!openssl || !is_open_) return;
  is_open_ = false;
  openssl->ERR_clear_error();
  openssl->SSL_shutdown(ssl_.get());
  openssl->ERR_clear_error();
}

IoResult TlsStream::outcome(const OpenSslPass& openssl, int code) {
  switch (openssl->SSL_get_error(ssl_.get(), code)) {
    case SSL_ERROR_WANT_READ:
      return {IoStatus::want_read};
    case SSL_ERROR_WANT_WRITE:
      return {IoStatus::want_write};
    case SSL_ERROR_ZERO_RETURN:
      return {IoStatus::closed};
    default:
      is_open_ = false;
      return {IoStatus::failed, 0, tls_failure(openssl, ssl_.get(), socket_, shared_->host)};
  }
}

int TlsStream::keep_session(SSL* ssl, SSL_SESSION* session) {
  const OpenSslPass openssl;
  if (!openssl) return 0;
  static_cast<TlsShared*>(openssl->SSL_get_ex_data(ssl, kSharedIndex))->sessions.keep(SessionOwner(session));
  return 1;
}

}  // namespace otel_native::otlp_local
