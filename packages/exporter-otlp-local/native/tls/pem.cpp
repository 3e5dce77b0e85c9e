#include "tls/pem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "net/stream.hpp"
#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {
namespace {

/// Larger than any list of authorities. Keeps a wrong path (a log file) from filling the memory.
constexpr std::size_t kMaxFileBytes = 8 << 20;

/// Returns the reason for a failure, or an empty text.
std::string read_file(const std::string& path, std::string& content) {
  // Without O_NONBLOCK, a named pipe would hold up all connections.
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return error_text(errno);
  struct stat facts{};
  if (fstat(file.get(), &facts) != 0) return error_text(errno);
  if (!S_ISREG(facts.st_mode)) return "it is not a file";
  content.clear();
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t count = read(file.get(), buffer, sizeof(buffer));
    if (count == 0) return {};
    if (count < 0 && errno != EINTR) return error_text(errno);
    if (count > 0) content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > kMaxFileBytes) return "it is too large";
  }
}

/// OpenSSL would ask for a passphrase on the terminal.
int refuse_passphrase(char*, int, int, void*) { return -1; }

bool is_encrypted(const std::string& pem) { return pem.find("ENCRYPTED") != std::string::npos; }

BioOwner bio_of(const std::string& pem) {
  const OpenSslPass openssl;
  return BioOwner(openssl ? openssl->BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())) : nullptr);
}

CertificateOwner next_certificate(BIO* bio, bool& is_malformed) {
  const OpenSslPass openssl;
  if (!openssl) return nullptr;
  openssl->ERR_clear_error();
  CertificateOwner certificate(openssl->PEM_read_bio_X509(bio, nullptr, refuse_passphrase, nullptr));
  const unsigned long error = certificate ? 0 : openssl->ERR_get_error();
  is_malformed = error != 0 && !(ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE);
  return certificate;
}

}  // namespace

bool read_pem(const PemSource& source, const char* what, std::string& pem, std::string& error) {
  pem = source.text;
  if (source.path.empty()) return true;
  const std::string reason = read_file(source.path, pem);
  if (reason.empty()) return true;
  error = std::string(what) + " " + source.path + " cannot be read: " + reason;
  return false;
}

std::vector<CertificateOwner> parse_certificates(const std::string& pem) {
  std::vector<CertificateOwner> all;
  const BioOwner bio = bio_of(pem);
  bool is_malformed = false;
  while (bio != nullptr) {
    CertificateOwner one = next_certificate(bio.get(), is_malformed);
    if (one == nullptr) break;
    all.push_back(std::move(one));
  }
  if (is_malformed) all.clear();
  return all;
}

KeyOwner parse_key(const std::string& pem, std::string& error) {
  const BioOwner bio = bio_of(pem);
  const OpenSslPass openssl;
  if (!openssl || bio == nullptr) return nullptr;
  openssl->ERR_clear_error();
  KeyOwner key(openssl->PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse_passphrase, nullptr));
  if (key == nullptr) {
    error = is_encrypted(pem) ? "is protected by a passphrase: give a key without one" : "is not a private key in PEM";
  }
  return key;
}

}  // namespace otel_native::otlp_local
