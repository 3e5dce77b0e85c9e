#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <memory>
#include <thread>
#include <vector>

#include "test-exporter.hpp"
#include "test.hpp"
#include "tls-certificates.hpp"
#include "tls-client.hpp"
#include "tls-server.hpp"
#include "tls/tls-context.hpp"

namespace {

using namespace otel_native::otlp_local;

/// Accepts connections on a Unix socket and hands each to a TLS server, until it is destroyed.
class TlsListener {
 public:
  explicit TlsListener(TlsServer& server) : server_(server) {
    unlink(path().c_str());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path().copy(address.sun_path, sizeof(address.sun_path) - 1);
    bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    listen(fd_.get(), 16);
    thread_ = std::thread([this] { accept_all(); });
  }
  ~TlsListener() {
    shutdown(fd_.get(), SHUT_RDWR);
    thread_.join();
    unlink(path().c_str());
  }

  static std::string path() { return "/tmp/otel-native-tls-" + std::to_string(getpid()) + ".sock"; }

 private:
  void accept_all() {
    for (;;) {
      UniqueFd connection(accept(fd_.get(), nullptr, nullptr));
      if (!connection.is_open()) return;
      server_.add(std::move(connection));
    }
  }

  TlsServer& server_;
  UniqueFd fd_{socket(AF_UNIX, SOCK_STREAM, 0)};
  std::thread thread_;
};

constexpr char kAccepted[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Answers requests with a body of `body_bytes`, until the client closes.
void answer_all(SSL* ssl, std::size_t body_bytes) {
  for (;;) {
    std::string request;
    while (request.find("\r\n\r\n") == std::string::npos) {
      const std::string more = read_bytes(ssl, 1);
      if (more.empty()) return;
      request += more;
    }
    const std::size_t received = request.size() - request.find("\r\n\r\n") - 4;
    if (received < body_bytes) read_bytes(ssl, body_bytes - received);
    write_bytes(ssl, kAccepted);
  }
}

SignalSettings tls_settings() {
  use_own_openssl();
  SignalSettings settings = settings_for("localhost", 0);
  settings.server = {TlsListener::path(), "", 0};
  const auto context = std::make_shared<TlsContext>(trusting_settings());
  settings.open_stream = [context](int fd, std::string& error) { return context->open(fd, error); };
  return settings;
}

}  // namespace

TEST(the_engine_sends_over_tls_from_several_connections) {
  constexpr std::size_t kBodyBytes = 300'000;
  const std::string body(kBodyBytes, 'x');
  TlsServer server({server_identity()}, [](SSL* ssl) { answer_all(ssl, kBodyBytes); });
  {
    TlsListener listener(server);
    TestExporter exporter(tls_settings());
    const otel_native_batch batch{sizeof(otel_native_batch),
                                  OTEL_NATIVE_SIGNAL_TRACES,
                                  reinterpret_cast<const std::uint8_t*>(body.data()),
                                  body.size(),
                                  1,
                                  0};
    for (int round = 0; round < 5; ++round) {
      std::vector<std::future<otel_native_result>> answers;
      for (int i = 0; i < 4; ++i) answers.push_back(exporter.submit(batch));
      for (auto& answer : answers) CHECK_EQ(text_of(answer.get()), "ok");
    }
    exporter.shutdown();
  }
  server.join();
  CHECK(server.accepted >= 1 && server.accepted <= 4);
}

TEST(the_engine_reports_a_failed_handshake) {
  TlsServer server({make_identity({"DNS:localhost", &authority(), -10, -1})}, [](SSL*) {});
  TlsListener listener(server);
  TestExporter exporter(tls_settings());
  CHECK_EQ(text_of(exporter.send("batch")), "retry the handshake failed: the server's certificate has expired");
}
