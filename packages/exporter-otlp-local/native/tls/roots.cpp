#include "tls/roots.hpp"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "tls/pem.hpp"

namespace otel_native::otlp_local {
namespace {

/// The default authorities: as text until the first connection needs them, then parsed. Parsed they take 2.7 MB.
struct SharedRoots {
  std::mutex given_mutex;
  std::optional<DefaultRoots> given = DefaultRoots{};  // guarded by given_mutex; nothing once it is parsed

  /// A second lock, so that the JavaScript thread never waits while a list is parsed.
  std::mutex store_mutex;
  StoreOwner store;  // guarded by store_mutex

  std::optional<DefaultRoots> take_given() {
    const std::lock_guard lock(given_mutex);
    return std::exchange(given, std::nullopt);
  }
};

/// Never destroyed: our thread may still connect when C++ destroys the statics.
SharedRoots& shared_roots() {
  static SharedRoots& only = *new SharedRoots;
  return only;
}

StoreOwner make_store() {
  const OpenSslPass openssl;
  return StoreOwner(openssl ? openssl->X509_STORE_new() : nullptr);
}

bool add_system_files(X509_STORE* store) {
  const OpenSslPass openssl;
  return openssl && openssl->X509_STORE_set_default_paths(store) == 1;
}

/// Adds the certificates of a text. Returns false if there is none, or one is malformed.
bool add_certificates(X509_STORE* store, const std::string& pem) {
  const std::vector<CertificateOwner> certificates = parse_certificates(pem);
  for (const CertificateOwner& certificate : certificates) {
    const OpenSslPass openssl;
    if (!openssl || openssl->X509_STORE_add_cert(store, certificate.get()) != 1) return false;
  }
  return !certificates.empty();
}

StoreOwner store_of(const DefaultRoots& roots) {
  StoreOwner store = make_store();
  if (store == nullptr) return nullptr;
  if (!roots.pem.empty() && !add_certificates(store.get(), roots.pem)) return nullptr;
  if (roots.has_system_files && !add_system_files(store.get())) return nullptr;
  return store;
}

void give_store(SSL_CTX* context, X509_STORE* store) {
  const OpenSslPass openssl;
  if (openssl && openssl->X509_STORE_up_ref(store) == 1) openssl->SSL_CTX_set_cert_store(context, store);
}

}  // namespace

void set_default_roots(DefaultRoots roots) {
  SharedRoots& shared = shared_roots();
  const std::lock_guard lock(shared.given_mutex);
  shared.given = std::move(roots);
}

bool trust_default_roots(SSL_CTX* context, std::string& error) {
  SharedRoots& shared = shared_roots();
  const std::lock_guard lock(shared.store_mutex);
  if (const auto given = shared.take_given()) shared.store = store_of(*given);
  if (shared.store == nullptr) {
    error = "the default certificate authorities cannot be used";
    return false;
  }
  give_store(context, shared.store.get());
  return true;
}

bool trust_only(SSL_CTX* context, const std::string& pem, std::string& error) {
  const StoreOwner store = make_store();
  if (store == nullptr || !add_certificates(store.get(), pem)) {
    error = "holds no certificates in PEM, or a malformed one";
    return false;
  }
  give_store(context, store.get());
  return true;
}

}  // namespace otel_native::otlp_local
