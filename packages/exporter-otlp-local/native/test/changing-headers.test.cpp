/// Header fields that JavaScript replaces while requests are sent.
#include <string>
#include <vector>

#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using script_server::Listener;
using script_server::Peer;
using script_server::Server;

SignalSettings changing_settings(std::uint16_t port) {
  SignalSettings settings = settings_for("127.0.0.1", port);
  settings.has_changing_headers = true;
  return settings;
}

RequestTarget with_token(const std::string& token) { return {"gateway", "", {{"Authorization", "Bearer " + token}}}; }

/// Answers each request with a status, and echoes its token.
Server server_with(std::vector<std::string>& heads, std::vector<std::string> statuses) {
  return Server([&heads, statuses](Listener& listener) {
    for (const std::string& status : statuses) {
      Peer peer = listener.accept();
      heads.push_back(peer.read_request().head);
      const std::string body = "not with " + heads.back().substr(heads.back().find("Bearer"), 16);
      peer.write("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body);
    }
  });
}

TEST(changing_headers_hold_requests_back_until_they_are_known) {
  std::vector<std::string> heads;
  Server server = server_with(heads, {"204 No Content"});
  TestExporter exporter(changing_settings(server.port()));
  const otel_native_result early = exporter.send("batch");
  CHECK_EQ(text_of(early), "retry waits for the first value of the headers function");
  CHECK(early.retry_after_ns > 0);
  exporter.exporter().set_headers(OTEL_NATIVE_SIGNAL_TRACES, with_token("token-one"));
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  server.join();
  CHECK(heads.at(0).find("POST /v1/traces HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer token-one\r\n") == 0);
}

TEST(changing_headers_are_asked_for_when_a_server_refuses_them) {
  std::vector<std::string> heads;
  Server server = server_with(heads, {"401 Unauthorized", "204 No Content"});
  TestExporter exporter(changing_settings(server.port()));
  exporter.exporter().set_headers(OTEL_NATIVE_SIGNAL_TRACES, with_token("token-one"));
  CHECK(!exporter.exporter().take_wants_headers());
  // The message shows no token.
  CHECK_EQ(text_of(exporter.send("batch")), "retry HTTP 401: not with ***");
  CHECK(exporter.exporter().take_wants_headers());
  CHECK(!exporter.exporter().take_wants_headers());
  exporter.exporter().set_headers(OTEL_NATIVE_SIGNAL_TRACES, with_token("token-two"));
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  server.join();
  CHECK(heads.at(1).find("Bearer token-two\r\n") != std::string::npos);
}

TEST(fixed_headers_that_a_server_refuses_lose_the_batch) {
  std::vector<std::string> heads;
  Server server = server_with(heads, {"401 Unauthorized"});
  SignalSettings settings = settings_for("127.0.0.1", server.port());
  settings.target = {"gateway", "/v1/traces", with_token("token-one").headers};
  TestExporter exporter(settings);
  CHECK_EQ(text_of(exporter.send("batch")), "failed HTTP 401: not with ***");
  CHECK(!exporter.exporter().take_wants_headers());
}

}  // namespace
}  // namespace otel_native::otlp_local
