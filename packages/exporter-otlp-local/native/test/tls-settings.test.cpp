#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "test.hpp"
#include "tls-certificates.hpp"
#include "tls-client.hpp"
#include "tls-server.hpp"
#include "tls/roots.hpp"

namespace {

using namespace otel_native::otlp_local;

/// A file that is removed at the end of its test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content) {
    close(mkstemp(path_));
    write(content);
  }
  ~TemporaryFile() { unlink(path_); }

  void write(const std::string& content) const { std::ofstream(path_) << content; }
  std::string path() const { return path_; }

 private:
  char path_[32] = "/tmp/otel-native-test-XXXXXX";
};

std::string why_not(const TlsSettings& settings) {
  use_own_openssl();
  std::string error;
  SocketPair pair;
  TlsContext(settings).open(pair.client.get(), error);
  return error;
}

TlsSettings with_client(const std::string& certificate, const std::string& key) {
  TlsSettings settings = trusting_settings();
  settings.certificate.text = certificate;
  settings.key.text = key;
  return settings;
}

std::string failure(TlsContext& context, TlsServer& server) {
  TlsClient client(context, server.connect());
  return client.handshake();
}

}  // namespace

TEST(openssl_is_accepted_in_its_own_version_alone) {
  CHECK(!use_host_openssl("9.9.9"));
  CHECK(use_own_openssl());
  CHECK(!use_host_openssl("9.9.9"));
}

TEST(tls_names_what_is_wrong_with_the_client_certificate) {
  const auto& [certificate, key] = client_identity();
  CHECK_EQ(why_not(with_client(certificate, key)), "");
  CHECK_EQ(why_not(with_client(certificate, "")), "the client certificate has no key");
  CHECK_EQ(why_not(with_client("", key)), "the client key has no client certificate");
  CHECK_EQ(why_not(with_client("nonsense", key)), "the client certificate is not a certificate in PEM");
  CHECK_EQ(why_not(with_client(certificate, "nonsense")), "the client key is not a private key in PEM");
  CHECK_EQ(why_not(with_client(certificate, with_passphrase(key, "secret"))),
           "the client key is protected by a passphrase: give a key without one");
  CHECK_EQ(why_not(with_client(certificate, server_identity().key)),
           "the client key does not fit the client certificate: key values mismatch");
}

TEST(tls_names_the_file_that_is_wrong) {
  const TemporaryFile file("nonsense");
  TlsSettings settings = trusting_settings();
  settings.authorities = {"", file.path()};
  CHECK_EQ(why_not(settings),
           "the certificate of the authorities " + file.path() + " holds no certificates in PEM, or a malformed one");
  settings.authorities = {"", "/no/such/file"};
  CHECK_EQ(why_not(settings),
           "the certificate of the authorities /no/such/file cannot be read: No such file or directory");
  settings.authorities = {"", "/tmp"};
  CHECK_EQ(why_not(settings), "the certificate of the authorities /tmp cannot be read: it is not a file");
}

TEST(tls_does_not_wait_for_a_pipe_in_place_of_a_file) {
  const TemporaryFile file("");
  unlink(file.path().c_str());
  CHECK_EQ(mkfifo(file.path().c_str(), 0600), 0);
  TlsSettings settings = trusting_settings();
  settings.authorities = {"", file.path()};
  CHECK_EQ(why_not(settings),
           "the certificate of the authorities " + file.path() + " cannot be read: it is not a file");
}

TEST(tls_refuses_a_list_with_a_malformed_certificate) {
  TlsSettings settings = trusting_settings();
  std::string broken = authority().certificate;
  broken.replace(broken.find("MII"), 8, "AAAAAAAA");
  settings.authorities.text = authority().certificate + broken;
  CHECK_EQ(why_not(settings), "the certificate of the authorities holds no certificates in PEM, or a malformed one");
}

TEST(tls_names_unknown_ciphers) {
  TlsSettings settings = trusting_settings();
  settings.ciphers = "NONSENSE";
  CHECK_EQ(why_not(settings), "the versions or ciphers of TLS cannot be used: no cipher match");
}

TEST(tls_uses_the_ciphers_that_were_given) {
  TlsSettings settings = trusting_settings();
  settings.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256";
  settings.cipher_suites = "TLS_CHACHA20_POLY1305_SHA256";
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    std::string used;
    TlsServer server({server_identity(), version, version},
                     [&used](SSL* ssl) { used = SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)); });
    TlsContext context(settings);
    CHECK_EQ(failure(context, server), "");
    server.join();
    CHECK_EQ(used, version == TLS1_2_VERSION ? settings.ciphers : settings.cipher_suites);
  }
}

TEST(tls_trusts_the_default_authorities) {
  TlsServer server({server_identity()}, [](SSL*) {});
  TlsSettings settings;
  settings.host = "localhost";
  // Without a list, those of the system, among which ours is not.
  TlsContext of_system(settings);
  CHECK_EQ(failure(of_system, server), "the issuer of the server's certificate is not among the trusted authorities");
  set_default_roots({make_identity({"DNS:elsewhere"}).certificate + authority().certificate, false});
  for (int i = 0; i < 2; ++i) {
    TlsContext context(settings);
    CHECK_EQ(failure(context, server), "");
  }
}

TEST(tls_takes_a_replaced_file_at_the_next_connection) {
  const Identity other = make_identity({});
  const TemporaryFile file(other.certificate);
  TlsServer server({server_identity()}, [](SSL*) {});
  TlsSettings settings = trusting_settings();
  settings.authorities = {"", file.path()};
  TlsContext context(settings);
  CHECK(!failure(context, server).empty());
  file.write(authority().certificate);
  CHECK_EQ(failure(context, server), "");
  file.write("half a fi");
  CHECK(!failure(context, server).empty());
  file.write(authority().certificate);
  CHECK_EQ(failure(context, server), "");
}
