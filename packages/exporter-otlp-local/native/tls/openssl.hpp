#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <mutex>
#include <string_view>

#include "host/host-table.hpp"

namespace otel_native::otlp_local {

// clang-format would nest the names of a list.
// clang-format off
#define OTEL_NATIVE_OPENSSL_LIBRARY(f) \
  f(OPENSSL_init_ssl) f(OPENSSL_atexit) f(OPENSSL_version_major) f(OpenSSL_version) \
  f(ERR_clear_error) f(ERR_get_error) f(ERR_reason_error_string)

#define OTEL_NATIVE_OPENSSL_BIO(f) \
  f(BIO_get_new_index) f(BIO_meth_new) f(BIO_meth_set_read) f(BIO_meth_set_write) f(BIO_meth_set_ctrl) \
  f(BIO_new) f(BIO_new_mem_buf) f(BIO_free) f(BIO_set_data) f(BIO_get_data) f(BIO_set_init) \
  f(BIO_set_flags) f(BIO_clear_flags)

#define OTEL_NATIVE_OPENSSL_X509(f) \
  f(PEM_read_bio_X509) f(PEM_read_bio_PrivateKey) f(X509_free) f(EVP_PKEY_free) \
  f(X509_STORE_new) f(X509_STORE_free) f(X509_STORE_up_ref) f(X509_STORE_add_cert) f(X509_STORE_set_default_paths) \
  f(X509_VERIFY_PARAM_set1_host) f(X509_VERIFY_PARAM_set1_ip_asc) f(X509_VERIFY_PARAM_set_hostflags) \
  f(X509_verify_cert_error_string)

#define OTEL_NATIVE_OPENSSL_CONTEXT(f) \
  f(TLS_client_method) f(SSL_CTX_new) f(SSL_CTX_free) f(SSL_CTX_ctrl) f(SSL_CTX_set_options) \
  f(SSL_CTX_set_cipher_list) f(SSL_CTX_set_ciphersuites) f(SSL_CTX_set_verify) f(SSL_CTX_set_cert_store) \
  f(SSL_CTX_use_certificate) f(SSL_CTX_use_PrivateKey) \
  f(SSL_CTX_sess_set_new_cb) f(SSL_CTX_set_alpn_protos)

#define OTEL_NATIVE_OPENSSL_CONNECTION(f) \
  f(SSL_new) f(SSL_free) f(SSL_ctrl) f(SSL_set_bio) f(SSL_set_connect_state) f(SSL_do_handshake) \
  f(SSL_read_ex) f(SSL_write_ex) f(SSL_get_error) f(SSL_shutdown) f(SSL_set_shutdown) f(SSL_get0_param) \
  f(SSL_get_verify_result) f(SSL_set_ex_data) f(SSL_get_ex_data) f(SSL_set_session) f(SSL_SESSION_free) \
  f(SSL_SESSION_up_ref) f(SSL_SESSION_is_resumable) f(SSL_SESSION_get_protocol_version)

#define OTEL_NATIVE_OPENSSL_FUNCTIONS(f) \
  OTEL_NATIVE_OPENSSL_LIBRARY(f) OTEL_NATIVE_OPENSSL_BIO(f) OTEL_NATIVE_OPENSSL_X509(f) \
  OTEL_NATIVE_OPENSSL_CONTEXT(f) OTEL_NATIVE_OPENSSL_CONNECTION(f)
// clang-format on

/// The functions of OpenSSL that we call, in the build that the host program carries.
struct OpenSsl {
  OTEL_NATIVE_HOST_TABLE(OTEL_NATIVE_OPENSSL_FUNCTIONS)
};

/// Accepts the OpenSSL of the host program, once per process. Returns false if the program exports none, one older than
/// 3, or another than `version` (`process.versions.openssl`): a library that somebody preloaded may answer instead.
bool use_host_openssl(std::string_view version);

/// The only way to OpenSSL's functions: a lock for the time of one short call.
///
/// exit() frees OpenSSL's tables while our thread may still be inside a call, which crashed 20 to 55 % of the exits
/// with TLS in flight. A handler of `OPENSSL_atexit` takes this lock before anything is freed, so it waits for the
/// call, and closes the way for good. C's atexit would run it too early: flushes of the last moment still send. Never
/// hold a pass while waiting, and keep long work (a list of authorities) in pieces: the exit waits for it.
class OpenSslPass {
 public:
  OpenSslPass();

  /// False if no OpenSSL was accepted, or if the process exits. What OpenSSL allocated is then left to the system.
  explicit operator bool() const { return table_ != nullptr; }
  const OpenSsl* operator->() const { return table_; }

 private:
  // Recursive, because owners of OpenSSL's objects free them with a pass of their own.
  std::unique_lock<std::recursive_mutex> lock_;
  const OpenSsl* table_;
};

template <auto kFree>
struct OpenSslFree {
  template <typename Object>
  void operator()(Object* object) const {
    const OpenSslPass openssl;
    if (openssl) (openssl.operator->()->*kFree)(object);
  }
};

using BioOwner = std::unique_ptr<BIO, OpenSslFree<&OpenSsl::BIO_free>>;
using CertificateOwner = std::unique_ptr<X509, OpenSslFree<&OpenSsl::X509_free>>;
using KeyOwner = std::unique_ptr<EVP_PKEY, OpenSslFree<&OpenSsl::EVP_PKEY_free>>;
using StoreOwner = std::unique_ptr<X509_STORE, OpenSslFree<&OpenSsl::X509_STORE_free>>;
using ContextOwner = std::unique_ptr<SSL_CTX, OpenSslFree<&OpenSsl::SSL_CTX_free>>;
using SessionOwner = std::unique_ptr<SSL_SESSION, OpenSslFree<&OpenSsl::SSL_SESSION_free>>;
using SslOwner = std::unique_ptr<SSL, OpenSslFree<&OpenSsl::SSL_free>>;

}  // namespace otel_native::otlp_local
