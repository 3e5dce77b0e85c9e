#include <sys/socket.h>

#include <future>

#include "test.hpp"
#include "tls-certificates.hpp"
#include "tls-client.hpp"
#include "tls-server.hpp"

namespace {

using namespace otel_native::otlp_local;

constexpr std::size_t kBodyBytes = 1'000'000;

std::string body() {
  std::string bytes;
  for (std::size_t i = 0; i < kBodyBytes; ++i) bytes.push_back(static_cast<char>(i * i / 251));
  return bytes;
}

/// Connects, sends a byte, receives one, and says whether it went.
bool exchange(TlsContext& context, TlsServer& server) {
  TlsClient client(context, server.connect());
  return client.handshake().empty() && client.send("", "?").empty() && client.receive(1) == "!";
}

void answer(SSL* ssl) {
  read_bytes(ssl, 1);
  write_bytes(ssl, "!");
}

}  // namespace

TEST(tls_carries_large_requests_and_answers) {
  const std::string expected = "head" + body();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsServer server({server_identity(), version, version},
                     [&](SSL* ssl) { write_bytes(ssl, read_bytes(ssl, expected.size())); });
    TlsContext context(trusting_settings());
    TlsClient client(context, server.connect());
    CHECK_EQ(client.handshake(), "");
    CHECK_EQ(client.send("head", body()), "");
    CHECK(client.receive(expected.size()) == expected);
  }
}

TEST(tls_puts_head_and_body_into_one_record) {
  std::string first_record;
  TlsServer server({server_identity()}, [&](SSL* ssl) {
    char buffer[100];
    const int count = SSL_read(ssl, buffer, sizeof(buffer));
    first_record.assign(buffer, static_cast<std::size_t>(count));
  });
  TlsContext context(trusting_settings());
  TlsClient client(context, server.connect());
  client.handshake();
  client.send("head", "body");
  server.join();
  CHECK_EQ(first_record, "headbody");
}

TEST(tls_resumes_sessions) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsServer server({server_identity(), version, version}, answer);
    TlsContext context(trusting_settings());
    for (int i = 0; i < 4; ++i) CHECK(exchange(context, server));
    server.join();
    CHECK_EQ(server.accepted, 4);
    CHECK_EQ(server.resumed, 3);
  }
}

TEST(tls_uses_each_ticket_of_version_1_3_once) {
  TlsServer server({server_identity(), TLS1_3_VERSION, TLS1_3_VERSION}, answer);
  TlsContext context(trusting_settings());
  CHECK(exchange(context, server));
  {
    // All three take their ticket before the server sends new ones.
    TlsClient clients[] = {{context, server.connect()}, {context, server.connect()}, {context, server.connect()}};
    for (TlsClient& client : clients) CHECK_EQ(client.handshake(), "");
    for (TlsClient& client : clients) client.send("", "?");
    server.join();
  }
  CHECK_EQ(server.resumed, 2);
}

TEST(tls_notices_that_an_idle_connection_was_closed) {
  for (const bool is_polite : {true, false}) {
    std::promise<void> may_close;
    std::promise<void> has_closed;
    TlsServer server({server_identity()}, [&](SSL* ssl) {
      answer(ssl);
      may_close.get_future().wait();
      if (is_polite) SSL_shutdown(ssl);
      shutdown(SSL_get_fd(ssl), SHUT_RDWR);
      has_closed.set_value();
    });
    TlsContext context(trusting_settings());
    TlsClient client(context, server.connect());
    client.handshake();
    client.send("", "?");
    CHECK_EQ(client.receive(1), "!");
    CHECK_EQ(client.peek(), IoStatus::want_read);
    may_close.set_value();
    has_closed.get_future().wait();
    CHECK_EQ(client.peek(), IoStatus::closed);
  }
}

TEST(tls_says_goodbye) {
  int shutdown_seen = 0;
  TlsServer server({server_identity()}, [&](SSL* ssl) {
    read_bytes(ssl, 2);
    shutdown_seen = SSL_get_shutdown(ssl);
  });
  TlsContext context(trusting_settings());
  TlsClient client(context, server.connect());
  client.handshake();
  client.send("", "?");
  client.stream()->close();
  server.join();
  CHECK_EQ(shutdown_seen, SSL_RECEIVED_SHUTDOWN);
}

TEST(tls_reads_the_alert_after_a_failed_write) {
  // The server refuses the client after the client's handshake, and closes while the client still sends.
  TlsServer server({server_identity(), TLS1_3_VERSION, 0, authority().certificate}, answer);
  TlsContext context(trusting_settings());
  TlsClient client(context, server.connect());
  CHECK_EQ(client.handshake(), "");
  server.join();
  CHECK_EQ(client.send("", body()), "Broken pipe");
  CHECK_EQ(client.receive(1), "");
  CHECK_EQ(client.error, "the server requires a client certificate");
}
