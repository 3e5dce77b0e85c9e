#include "tls-identity.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace {

template <auto kFree>
struct Free {
  template <typename Object>
  void operator()(Object* object) const {
    kFree(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Bio reader(const std::string& pem) { return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))); }

Certificate certificate_of(const std::string& pem) {
  return Certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
}

Key key_of(const std::string& pem) {
  return Key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, nullptr, nullptr));
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key, const EVP_CIPHER* cipher, const char* passphrase) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, nullptr, 0, nullptr, const_cast<char*>(passphrase));
  return text_of(bio.get());
}

void set_name(X509* certificate, const char* name) {
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
}

void set_serial(X509* certificate) {
  unsigned char bytes[8];
  RAND_bytes(bytes, sizeof(bytes));
  std::uint64_t serial = 1;
  for (const unsigned char byte : bytes) serial = serial * 251 + byte;
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial);
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

Identity make_identity(const IdentityOptions& options) {
  constexpr long kDaySeconds = 86'400;
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  set_serial(certificate.get());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), options.valid_from_days * kDaySeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), options.valid_to_days * kDaySeconds);
  set_name(certificate.get(), options.names.empty() ? "test authority" : "test");
  X509_set_pubkey(certificate.get(), key.get());

  const Certificate given = options.issuer == nullptr ? nullptr : certificate_of(options.issuer->certificate);
  X509* const issuer = given == nullptr ? certificate.get() : given.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
  add_extension(certificate.get(), issuer, NID_basic_constraints,
                options.names.empty() ? "critical,CA:TRUE" : "CA:FALSE");
  add_extension(certificate.get(), issuer, NID_subject_key_identifier, "hash");
  if (!options.names.empty()) add_extension(certificate.get(), issuer, NID_subject_alt_name, options.names);
  const Key signer = options.issuer == nullptr ? nullptr : key_of(options.issuer->key);
  X509_sign(certificate.get(), signer == nullptr ? key.get() : signer.get(), EVP_sha256());
  return {pem_of(certificate.get()), pem_of(key.get(), nullptr, nullptr)};
}

std::string with_passphrase(const std::string& key, const std::string& passphrase) {
  return pem_of(key_of(key).get(), EVP_aes_256_cbc(), passphrase.c_str());
}
