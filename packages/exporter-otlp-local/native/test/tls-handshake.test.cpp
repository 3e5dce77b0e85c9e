#include <unistd.h>

#include "test.hpp"
#include "tls-certificates.hpp"
#include "tls-client.hpp"
#include "tls-server.hpp"

namespace {

using namespace otel_native::otlp_local;

/// Answers `pong` to `ping`.
void answer(SSL* ssl) {
  if (read_bytes(ssl, 4) == "ping") write_bytes(ssl, "pong");
}

/// Why no exchange was possible, or an empty text.
std::string failure(const TlsServerOptions& options, const TlsSettings& settings) {
  TlsServer server(options, answer);
  TlsContext context(settings);
  TlsClient client(context, server.connect());
  std::string error = client.handshake();
  if (!error.empty()) return error;
  // A server that refuses the client says why after the handshake, and may already have closed the connection.
  client.send("pi", "ng");
  if (client.receive(4) == "pong") return "";
  return client.error.empty() ? "no answer" : client.error;
}

std::string failure_of_identity(const Identity& identity) { return failure({identity}, trusting_settings()); }

std::string failure_for_host(const std::string& host) {
  TlsSettings settings = trusting_settings();
  settings.host = host;
  return failure({server_identity()}, settings);
}

}  // namespace

TEST(tls_speaks_each_version_that_is_allowed) {
  CHECK_EQ(failure({server_identity(), TLS1_2_VERSION, TLS1_2_VERSION}, trusting_settings()), "");
  CHECK_EQ(failure({server_identity(), TLS1_3_VERSION, TLS1_3_VERSION}, trusting_settings()), "");
}

TEST(tls_refuses_versions_that_are_not_allowed) {
  const std::string expected = "the server supports no TLS version that is allowed here";
  CHECK_EQ(failure({server_identity(), TLS1_VERSION, TLS1_1_VERSION}, trusting_settings()), expected);
  TlsSettings newest = trusting_settings();
  newest.min_version = TLS1_3_VERSION;
  CHECK_EQ(failure({server_identity(), 0, TLS1_2_VERSION}, newest), expected);
  TlsSettings older = trusting_settings();
  older.max_version = TLS1_2_VERSION;
  CHECK_EQ(failure({server_identity(), TLS1_3_VERSION, 0}, older), expected);
}

TEST(tls_checks_the_host) {
  CHECK_EQ(failure_for_host("localhost"), "");
  CHECK_EQ(failure_for_host("localhost."), "");
  CHECK_EQ(failure_for_host("LOCALHOST"), "");
  CHECK_EQ(failure_for_host("127.0.0.1"), "");
  CHECK_EQ(failure_for_host("::1"), "");
  CHECK_EQ(failure_for_host("example.com"), "the server's certificate is not for example.com");
  CHECK_EQ(failure_for_host("127.0.0.2"), "the server's certificate is not for 127.0.0.2");
}

TEST(tls_checks_the_server_certificate) {
  CHECK_EQ(failure_of_identity(make_identity({"DNS:localhost", &authority(), -10, -1})),
           "the server's certificate has expired");
  CHECK_EQ(failure_of_identity(make_identity({"DNS:localhost", &authority(), 1, 10})),
           "the server's certificate is not valid yet");
  CHECK_EQ(failure_of_identity(make_identity({"DNS:localhost"})),
           "the server's certificate is self-signed, and its issuer is not among the trusted authorities");
  const Identity other = make_identity({});
  CHECK_EQ(failure_of_identity(make_identity({"DNS:localhost", &other})),
           "the server's certificate is invalid: certificate signature failure");
  TlsSettings settings = trusting_settings();
  settings.authorities.text = make_identity({"DNS:elsewhere"}).certificate;
  CHECK_EQ(failure({server_identity()}, settings),
           "the issuer of the server's certificate is not among the trusted authorities");
}

TEST(tls_accepts_any_certificate_at_the_users_wish) {
  TlsSettings settings;
  settings.host = "example.com";
  settings.is_verified = false;
  CHECK_EQ(failure({make_identity({"DNS:localhost", nullptr, -10, -1})}, settings), "");
}

TEST(tls_shows_the_client_certificate) {
  TlsSettings settings = trusting_settings();
  settings.certificate.text = client_identity().certificate;
  settings.key.text = client_identity().key;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CHECK_EQ(failure({server_identity(), version, version, authority().certificate}, settings), "");
  }
}

TEST(tls_says_that_the_server_wants_a_client_certificate) {
  const auto failure_with = [](int version) {
    return failure({server_identity(), version, version, authority().certificate}, trusting_settings());
  };
  CHECK_EQ(failure_with(TLS1_3_VERSION), "the server requires a client certificate");
  CHECK_EQ(failure_with(TLS1_2_VERSION),
           "the server refuses the handshake: it may require a client certificate or another cipher");
}

TEST(tls_says_that_the_server_does_not_know_the_client) {
  TlsSettings settings = trusting_settings();
  const Identity stranger = make_identity({"DNS:client"});
  settings.certificate.text = stranger.certificate;
  settings.key.text = stranger.key;
  CHECK_EQ(failure({server_identity(), 0, 0, authority().certificate}, settings),
           "the server does not know the issuer of the client certificate");
}

TEST(tls_says_that_the_server_does_not_speak_tls) {
  TlsContext context(trusting_settings());
  SocketPair pair;
  const std::string text = "HTTP/1.1 400 Bad Request\r\n\r\n";
  CHECK_EQ(write(pair.server.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  CHECK_EQ(TlsClient(context, std::move(pair.client)).handshake(),
           "the server does not speak TLS: the endpoint may need http:");
}

TEST(tls_speaks_http_1_alone) {
  CHECK_EQ(failure({server_identity(), 0, 0, "", "\x08http/1.1"}, trusting_settings()), "");
  CHECK_EQ(failure({server_identity(), 0, 0, "", "\x02h2"}, trusting_settings()),
           "the server does not speak HTTP/1.1: it may be the gRPC port, use 4318");
}

TEST(tls_names_the_host_to_the_server) {
  const auto name_seen = [](const std::string& host) {
    std::string name;
    TlsServer server({server_identity()}, [&name](SSL* ssl) {
      const char* seen = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
      name = seen == nullptr ? "none" : seen;
    });
    TlsSettings settings = trusting_settings();
    settings.host = host;
    TlsContext context(settings);
    TlsClient client(context, server.connect());
    client.handshake();
    server.join();
    return name;
  };
  CHECK_EQ(name_seen("localhost."), "localhost");
  CHECK_EQ(name_seen("127.0.0.1"), "none");
}

TEST(tls_waits_for_a_server_that_says_nothing) {
  TlsContext context(trusting_settings());
  SocketPair pair;
  use_own_openssl();
  std::string error;
  const auto stream = context.open(pair.client.get(), error);
  CHECK_EQ(stream->handshake().status, IoStatus::want_read);
  CHECK_EQ(stream->handshake().status, IoStatus::want_read);
  pair.server.reset();
  const IoResult result = stream->handshake();
  CHECK_EQ(result.status, IoStatus::failed);
  CHECK(result.error == "the server closed the connection during the TLS handshake" ||
        result.error == "Connection reset by peer");
}
