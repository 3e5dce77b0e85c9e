/// The bytes that are sent, and the result for each kind of answer.
#include <ctime>

#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using namespace std::string_literals;
using script_server::Listener;
using script_server::Peer;
using script_server::ReceivedRequest;
using script_server::Server;

/// Sends one batch to a server that answers with these bytes and closes.
otel_native_result answered_with(const std::string& response, std::uint64_t timeout_ns = kLong) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.write(response);
  });
  return TestExporter(server.port()).send("batch", timeout_ns);
}

TEST(export_posts_the_bytes_and_the_header_fields) {
  ReceivedRequest request;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    request = peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("\x0a\x00payload"s)), "ok");
  server.join();
  CHECK_EQ(request.body, "\x0a\x00payload"s);
  for (const std::string& line :
       {"POST /v1/traces HTTP/1.1"s, "Host: 127.0.0.1:" + std::to_string(server.port()), "User-Agent: test/1"s,
        "x-key: secret"s, "Content-Type: application/x-protobuf"s, "Content-Length: 9"s}) {
    CHECK(request.has_line(line));
  }
}

TEST(export_sends_large_and_empty_batches_whole) {
  std::string large(8'000'000, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 7);
  ReceivedRequest first;
  ReceivedRequest second;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    first = peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
    second = peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send(large)), "ok");
  CHECK_EQ(text_of(exporter.send("")), "ok");
  server.join();
  CHECK(first.body == large);
  CHECK(second.has_line("Content-Length: 0"));
}

TEST(export_takes_each_signal_to_its_own_endpoint) {
  const auto serve = [](std::string& first_line) {
    return [&first_line](Listener& listener) {
      Peer peer = listener.accept();
      const ReceivedRequest request = peer.read_request();
      first_line = request.head.substr(0, request.head.find("\r\n"));
      peer.respond("HTTP/1.1 200 OK\r\n");
    };
  };
  std::string traces;
  std::string logs;
  Server traces_server(serve(traces));
  Server logs_server(serve(logs));
  ExporterSettings settings;
  settings.traces = settings_for("127.0.0.1", traces_server.port());
  settings.logs = settings_for("127.0.0.1", logs_server.port());
  settings.logs->target.path = "/custom?tenant=1";
  TestExporter exporter(settings);
  CHECK_EQ(text_of(exporter.send("t")), "ok");
  CHECK_EQ(text_of(exporter.send("l", kLong, OTEL_NATIVE_SIGNAL_LOGS)), "ok");
  CHECK_EQ(text_of(exporter.send("m", kLong, OTEL_NATIVE_SIGNAL_METRICS)),
           "failed the exporter was not made for this signal");
  CHECK_EQ(text_of(exporter.send("x", kLong, static_cast<otel_native_signal>(9))),
           "failed the exporter was not made for this signal");
  traces_server.join();
  logs_server.join();
  CHECK_EQ(traces, "POST /v1/traces HTTP/1.1");
  CHECK_EQ(logs, "POST /custom?tenant=1 HTTP/1.1");
}

TEST(export_accepts_any_2xx_and_any_framing) {
  CHECK_EQ(text_of(answered_with("HTTP/1.1 204 No Content\r\n\r\n")), "ok");
  CHECK_EQ(text_of(answered_with("HTTP/1.0 202 Accepted\r\n\r\n")), "ok");
  CHECK_EQ(
      text_of(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\x0a\r\n1\r\n\0\r\n0\r\n\r\n"s)),
      "ok");
  CHECK_EQ(text_of(answered_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")), "ok");
}

TEST(export_reports_a_partial_success) {
  const std::string body = "\x0a\x0a\x08\x02\x12\x06no, no"s;
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n" + body)), "ok rejected=2 no, no");
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + body.substr(0, 7) +
                                 "\r\n5\r\n" + body.substr(7) + "\r\n0\r\n\r\n")),
           "ok rejected=2 no, no");
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\n\r\n\x0a\x02\x08\x07"s)),
           "ok rejected=7 items were rejected without a reason");
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\n\r\n\x0a\x09\x12\x07"
                                 "careful"s)),
           "ok careful");
}

TEST(export_gives_up_on_statuses_that_are_final) {
  CHECK_EQ(text_of(answered_with("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nno\r\nsuch field")),
           "failed HTTP 400: no such field");
  CHECK_EQ(
      text_of(answered_with("HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-protobuf\r\n\r\n\x08\x03\x12\x06"
                            "broken"s)),
      "failed HTTP 400: broken");
  for (const int status : {301, 401, 404, 415, 500, 501}) {
    const std::string text = std::to_string(status);
    CHECK_EQ(text_of(answered_with("HTTP/1.1 " + text + " No\r\nContent-Length: 0\r\n\r\n")), "failed HTTP " + text);
  }
}

TEST(export_tells_a_request_that_is_too_large_from_others) {
  CHECK_EQ(text_of(answered_with("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n")), "too large HTTP 413");
  // The Collector's answer to more bytes than its limit.
  CHECK_EQ(text_of(answered_with(
               "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nhttp: Request body too large")),
           "too large HTTP 400: http: Request body too large");
}

TEST(export_sends_over_a_new_connection_if_asked_to) {
  std::vector<std::string> received;
  Server server([&](Listener& listener) {
    for (const char* connection : {"first ", "second "}) {
      Peer peer = listener.accept();
      for (int request = 0; request < 2; ++request) {
        received.push_back(connection + peer.read_request().body);
        peer.respond("HTTP/1.1 200 OK\r\n");
      }
      if (connection == std::string("first ")) CHECK(peer.wait_for_close());
    }
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("a")), "ok");
  CHECK_EQ(text_of(exporter.send("b")), "ok");
  CHECK_EQ(text_of(exporter.send_over_new_connection("c")), "ok");
  CHECK_EQ(text_of(exporter.send("d")), "ok");
  server.join();
  CHECK(received == std::vector<std::string>{"first a", "first b", "second c", "second d"});
}

TEST(export_retries_statuses_that_may_pass) {
  for (const int status : {429, 502, 503, 504}) {
    const std::string text = std::to_string(status);
    const auto result = answered_with("HTTP/1.1 " + text + " Later\r\nContent-Type: text/plain\r\n\r\nbusy");
    CHECK_EQ(text_of(result), "retry HTTP " + text + ": busy");
    CHECK(result.retry_after_ns >= 800 * kMillisecond);
    CHECK(result.retry_after_ns <= 1'200 * kMillisecond);
  }
}

TEST(export_waits_as_long_as_the_server_asks) {
  const auto asked = [](const std::string& value) {
    return answered_with("HTTP/1.1 429 Later\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n")
        .retry_after_ns;
  };
  CHECK_EQ(asked("37"), 37 * kSecond);
  char date[64];
  const std::time_t in_an_hour = std::time(nullptr) + 3600;
  std::tm parts{};
  std::strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&in_an_hour, &parts));
  // The default limit for a receiver's wait.
  CHECK_EQ(asked(date), 300 * kSecond);
  CHECK_EQ(asked("301"), 300 * kSecond);
  for (const char* useless : {"0", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"}) {
    CHECK(asked(useless) >= 800 * kMillisecond);
    CHECK(asked(useless) <= 1'200 * kMillisecond);
  }
}

TEST(export_waits_no_longer_than_a_receiver_can_ask_for) {
  Server server([](Listener& listener) {
    Peer peer = listener.accept();
    for (const char* seconds : {"7", "8"}) {
      peer.read_request();
      peer.respond("HTTP/1.1 503 Later\r\nRetry-After: "s + seconds + "\r\n");
    }
  });
  SignalSettings settings = settings_for("127.0.0.1", server.port());
  settings.max_retry_after_ns = 7 * kSecond + kMillisecond;
  TestExporter exporter(settings);
  CHECK_EQ(exporter.send("batch").retry_after_ns, 7 * kSecond);
  CHECK_EQ(exporter.send("batch").retry_after_ns, 7 * kSecond + kMillisecond);
}

TEST(export_follows_no_redirect_and_names_where_it_leads) {
  const auto text = [](const std::string& location) {
    return text_of(answered_with("HTTP/1.1 308 Moved\r\nLocation: " + location + "\r\n\r\n<html>"));
  };
  CHECK_EQ(text("https://me:secret@collector.example:4318/v1/traces?key=secret"),
           "failed HTTP 308: the redirect to collector.example:4318 is not followed");
  CHECK_EQ(text("//other.example"), "failed HTTP 308: the redirect to other.example is not followed");
  CHECK_EQ(text("https://[::1]:4318#part"), "failed HTTP 308: the redirect to [::1]:4318 is not followed");
  CHECK_EQ(text("/login?to=http://a"), "failed HTTP 308: the redirect to another path is not followed");
  CHECK_EQ(text("http:/a//b"), "failed HTTP 308: the redirect to another path is not followed");
  CHECK_EQ(text(std::string(5'000, 'a')), "failed HTTP 308: the redirect to another path is not followed");
  CHECK_EQ(text("http://" + std::string(5'000, 'a')),
           "failed HTTP 308: the redirect to " + std::string(80, 'a') + " is not followed");
}

TEST(export_backs_off_until_it_succeeds) {
  Server server([](Listener& listener) {
    Peer peer = listener.accept();
    for (const char* head : {"HTTP/1.1 503 a\r\n", "HTTP/1.1 503 b\r\n", "HTTP/1.1 503 c\r\n", "HTTP/1.1 200 d\r\n",
                             "HTTP/1.1 503 e\r\n"}) {
      peer.read_request();
      peer.respond(head);
    }
  });
  TestExporter exporter(server.port());
  for (const std::uint64_t nominal_millis : {1'000, 1'500, 2'250}) {
    const auto result = exporter.send("batch");
    CHECK(result.retry_after_ns >= nominal_millis * kMillisecond * 8 / 10 - 1);
    CHECK(result.retry_after_ns <= nominal_millis * kMillisecond * 12 / 10);
  }
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  CHECK(exporter.send("batch").retry_after_ns <= 1'200 * kMillisecond);
}

TEST(export_retries_garbage) {
  CHECK_EQ(text_of(answered_with("SSH-2.0-OpenSSH_9.2p1\r\n")),
           "retry not an HTTP/1.1 response: no HTTP/1.x status line");
  CHECK_EQ(text_of(answered_with(std::string(100'000, '\xff'))),
           "retry not an HTTP/1.1 response: header fields of more than 16 KiB");
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\nContent-")),
           "retry not an HTTP/1.1 response: the connection was closed inside the response");
  using namespace std::string_literals;
  CHECK_EQ(text_of(answered_with("\0\0\0\4\0\0\0\0\0"s)),
           "retry not an HTTP/1.1 response: the server speaks HTTP/2: this is the gRPC port, use 4318");
}

TEST(export_goes_by_the_status_when_the_body_is_broken) {
  const std::string accepted = "ok the answer is not whole: whether items were rejected is not known";
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n\x0a\x02\x08\x05"s)), accepted);
  CHECK_EQ(text_of(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n")), accepted);
  CHECK_EQ(text_of(answered_with("HTTP/1.1 400 No\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\nbecau")),
           "failed HTTP 400: becau");
}

TEST(export_does_not_swallow_a_huge_body) {
  constexpr std::size_t kHuge = 10'000'000;
  const auto send_huge = [](const std::string& head) {
    bool closed = false;
    Server server([&](Listener& listener) {
      Peer peer = listener.accept();
      peer.read_request();
      peer.write(head + "Content-Length: " + std::to_string(kHuge) + "\r\n\r\n" + std::string(kHuge, 'x'));
      closed = peer.wait_for_close();
    });
    TestExporter exporter(server.port());
    const std::string text = text_of(exporter.send("batch"));
    server.join();
    return closed ? text : "not closed";
  };
  CHECK_EQ(send_huge("HTTP/1.1 200 OK\r\n"), "ok the answer is not whole: whether items were rejected is not known");
  CHECK(send_huge("HTTP/1.1 400 No\r\n").starts_with("failed HTTP 400: xxxx"));
}

TEST(export_cuts_a_long_message_to_its_field) {
  const auto result = answered_with("HTTP/1.1 400 No\r\nContent-Type: text/plain\r\n\r\n" + std::string(5'000, 'x'));
  CHECK_EQ(std::string(result.message).size(), static_cast<std::size_t>(OTEL_NATIVE_MESSAGE_BYTES - 1));
}

TEST(export_hears_an_answer_before_the_body_is_sent) {
  const std::string large(32'000'000, 'x');
  Server server([](Listener& listener) {
    Peer peer = listener.accept();
    peer.respond("HTTP/1.1 413 Too Large\r\nConnection: close\r\n");
    peer.wait_for_close();
  });
  CHECK_EQ(text_of(TestExporter(server.port()).send(large)), "too large HTTP 413");
}

}  // namespace
}  // namespace otel_native::otlp_local
