/// Connecting, keeping connections open, losing them, and giving up.
#include <netdb.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "event.hpp"
#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using script_server::listen_on;
using script_server::listen_on_socket;
using script_server::Listener;
using script_server::Peer;
using script_server::Server;
using script_server::SocketPath;

/// A port that nothing listens on.
std::uint16_t free_port() { return listen_on("127.0.0.1").port(); }

SignalSettings settings_for_socket(const std::string& path) {
  SignalSettings settings = settings_for("localhost", 0);
  settings.server = {path, "", 0};
  return settings;
}

TEST(connection_is_reused) {
  int requests = 0;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    for (; requests < 5 && !peer.read_request().head.empty(); ++requests) peer.respond("HTTP/1.1 200 OK\r\n", "body");
  });
  TestExporter exporter(server.port());
  for (int i = 0; i < 5; ++i) CHECK_EQ(text_of(exporter.send("batch")), "ok");
  server.join();
  CHECK_EQ(requests, 5);
}

TEST(connection_is_not_reused_when_the_server_says_close_or_says_too_much) {
  for (const char* response : {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                               "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nand more"}) {
    bool closed = false;
    Server server([&](Listener& listener) {
      Peer first = listener.accept();
      first.read_request();
      first.write(response);
      closed = first.wait_for_close();
      Peer second = listener.accept();
      second.read_request();
      second.respond("HTTP/1.1 200 OK\r\n");
    });
    TestExporter exporter(server.port());
    CHECK_EQ(text_of(exporter.send("batch")), "ok");
    CHECK_EQ(text_of(exporter.send("batch")), "ok");
    server.join();
    CHECK(closed);
  }
}

TEST(connection_that_was_closed_in_between_is_replaced) {
  Event closed;
  Server server([&](Listener& listener) {
    Peer first = listener.accept();
    first.read_request();
    first.respond("HTTP/1.1 200 OK\r\n");
    first.close();
    closed.set();
    Peer second = listener.accept();
    second.read_request();
    second.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  closed.wait();
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
}

TEST(connection_that_closes_instead_of_answering_again_is_replaced_once) {
  for (const bool with_reset : {false, true}) {
    int connections = 0;
    Server server([&](Listener& listener) {
      Peer kept = listener.accept();
      kept.read_request();
      kept.respond("HTTP/1.1 200 OK\r\n");
      const auto read_and_break = [&](Peer peer) {
        ++connections;
        peer.read_request();
        if (with_reset) peer.reset();
      };
      read_and_break(std::move(kept));
      read_and_break(listener.accept());
      read_and_break(listener.accept());
    });
    TestExporter exporter(server.port());
    CHECK_EQ(text_of(exporter.send("first")), "ok");
    // Both the kept connection and the new one break, so the attempt fails.
    CHECK(text_of(exporter.send("second")).starts_with("retry the connection"));
    CHECK(text_of(exporter.send("third")).starts_with("retry the connection"));
    server.join();
    CHECK_EQ(connections, 3);
  }
}

TEST(connection_that_breaks_inside_a_response_is_not_replaced_unseen) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
    peer.read_request();
    peer.write("HTTP/1.1 20");
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("first")), "ok");
  CHECK_EQ(text_of(exporter.send("second")),
           "retry not an HTTP/1.1 response: the connection was closed inside the response");
}

TEST(connection_reset_is_retried) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.reset();
  });
  const auto result = TestExporter(server.port()).send("batch");
  CHECK_EQ(text_of(result), "retry the connection broke: Connection reset by peer");
  CHECK(result.retry_after_ns >= 800 * kMillisecond);
}

TEST(connection_half_closed_without_an_answer_is_retried) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.close_writing();
    peer.wait_for_close();
  });
  CHECK_EQ(text_of(TestExporter(server.port()).send("batch")), "retry the connection was closed without a response");
}

TEST(connection_half_closed_after_the_answer_is_fine) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\n\r\n");
    peer.close_writing();
    peer.wait_for_close();
  });
  CHECK_EQ(text_of(TestExporter(server.port()).send("batch")), "ok");
}

TEST(connection_refused_is_unreachable) {
  CHECK(text_of(TestExporter(free_port()).send("batch")).starts_with("retry unreachable cannot connect to 127.0.0.1:"));
  CHECK(text_of(TestExporter(settings_for("localhost", free_port())).send("batch"))
            .starts_with("retry unreachable cannot connect to 127.0.0.1:"));
}

TEST(connection_tries_all_addresses_of_a_name) {
  Server server([](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  const std::uint16_t closed_port = free_port();
  const Lookup lookup = [closed_port](const std::string&, std::uint16_t port) {
    return LookupResult{{literal_addresses("127.0.0.1", closed_port)[0], literal_addresses("127.0.0.1", port)[0]}, {}};
  };
  CHECK_EQ(text_of(TestExporter(settings_for("collector", server.port()), lookup).send("batch")), "ok");
}

TEST(connection_needs_a_name_that_can_be_looked_up) {
  const Lookup lookup = [](const std::string& host, std::uint16_t) { return LookupResult{{}, "no " + host}; };
  CHECK_EQ(text_of(TestExporter(settings_for("collector", 1), lookup).send("batch")),
           "retry unreachable cannot look up the host name: no collector");
}

TEST(connection_whose_name_server_is_away_is_unreachable) {
  // Given up at once at the end of a process, like a refused connection.
  const Lookup lookup = [](const std::string&, std::uint16_t) { return LookupResult{{}, gai_strerror(EAI_AGAIN)}; };
  CHECK(text_of(TestExporter(settings_for("collector", 1), lookup).send("batch"))
            .starts_with("retry unreachable cannot look up the host name: "));
}

TEST(connection_over_ipv6) {
  Listener listener = listen_on("::1");
  if (!listener.is_open()) {
    std::printf("    no IPv6 on this machine\n");
    return;
  }
  Server server(std::move(listener), [](Listener& open) {
    Peer peer = open.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
    Peer second = open.accept();
    second.read_request();
    second.respond("HTTP/1.1 200 OK\r\n");
  });
  CHECK_EQ(text_of(TestExporter(settings_for("::1", server.port())).send("batch")), "ok");
  // Nothing listens on the first address of the name, 127.0.0.1.
  CHECK_EQ(text_of(TestExporter(settings_for("localhost", server.port())).send("batch")), "ok");
}

TEST(connection_over_a_unix_socket) {
  const SocketPath path;
  std::string head;
  Server server(listen_on_socket(path.get()), [&](Listener& listener) {
    Peer peer = listener.accept();
    head = peer.read_request().head;
    peer.respond("HTTP/1.1 200 OK\r\n");
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(settings_for_socket(path.get()));
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  server.join();
  CHECK(head.starts_with("POST /v1/traces HTTP/1.1\r\nHost: localhost:0\r\n"));
}

TEST(connection_to_a_missing_or_abandoned_unix_socket_is_unreachable) {
  const SocketPath path;
  TestExporter exporter(settings_for_socket(path.get()));
  CHECK_EQ(text_of(exporter.send("batch")),
           "retry unreachable cannot connect to " + path.get() + ": No such file or directory");
  {
    const Listener abandoned = listen_on_socket(path.get());
  }
  CHECK_EQ(text_of(exporter.send("batch")),
           "retry unreachable cannot connect to " + path.get() + ": Connection refused");
}

TEST(deadline_ends_an_attempt_that_hangs) {
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    over.wait();
  });
  TestExporter exporter(server.port());
  const auto result = exporter.send("batch", 50 * kMillisecond);
  CHECK_EQ(text_of(result), "retry timed out while waiting for the response");
  CHECK(result.retry_after_ns > 0);
  // More than the buffers of an unread connection can hold.
  CHECK_EQ(text_of(exporter.send(std::string(64'000'000, 'x'), 50 * kMillisecond)),
           "retry timed out while sending the request");
  CHECK_EQ(text_of(exporter.send("batch", 0)), "retry no time was left for an attempt");
  over.set();
}

TEST(deadline_of_the_endpoint_holds_as_well) {
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    over.wait();
  });
  SignalSettings settings = settings_for("127.0.0.1", server.port());
  settings.timeout_ns = 50 * kMillisecond;
  CHECK_EQ(text_of(TestExporter(settings).send("batch", UINT64_MAX)), "retry timed out while waiting for the response");
  over.set();
}

TEST(deadline_is_not_moved_by_a_slow_drip) {
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.write("HTTP/1.1 200 OK\r\nX-Drip: ");
    std::atomic<bool> done{false};
    std::thread dripper([&] {
      while (!done) {
        peer.write("x");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
    over.wait();
    done = true;
    dripper.join();
  });
  CHECK_EQ(text_of(TestExporter(server.port()).send("batch", 80 * kMillisecond)),
           "retry timed out while waiting for the response");
  over.set();
}

TEST(a_body_without_a_length_on_an_open_connection_does_not_take_the_whole_time) {
  const std::string partial_success = {0x0a, 0x02, 0x08, 0x02};
  for (const std::string& body : {std::string(), partial_success}) {
    bool closed = false;
    Server server([&](Listener& listener) {
      Peer peer = listener.accept();
      peer.read_request();
      peer.write("HTTP/1.1 200 OK\r\n\r\n" + body);
      closed = peer.wait_for_close();
    });
    TestExporter exporter(server.port());
    // The answer comes although the server closes nothing, and long before the deadline.
    CHECK_EQ(text_of(exporter.send("batch")),
             body.empty() ? "ok" : "ok rejected=2 items were rejected without a reason");
    server.join();
    CHECK(closed);
  }
}

TEST(deadline_inside_the_body_leaves_the_status) {
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
    over.wait();
  });
  CHECK_EQ(text_of(TestExporter(server.port()).send("batch", 50 * kMillisecond)),
           "ok the answer is not whole: whether items were rejected is not known");
  over.set();
}

TEST(cancel_ends_an_attempt_that_hangs) {
  Event arrived;
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    arrived.set();
    over.wait();
    Peer second = listener.accept();
    second.read_request();
    second.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(server.port());
  void* token = nullptr;
  auto answer = exporter.submit(kBatch, kLong, &token);
  arrived.wait();
  exporter.cancel(token);
  const otel_native_result result = answer.get();
  CHECK_EQ(text_of(result), "retry interrupted");
  CHECK_EQ(result.retry_after_ns, 0u);
  over.set();
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
}

TEST(cancel_of_a_batch_that_was_answered_does_nothing) {
  TestExporter exporter(free_port());
  void* token = nullptr;
  CHECK(text_of(exporter.submit(kBatch, kLong, &token).get()).starts_with("retry unreachable"));
  exporter.cancel(token);
  CHECK(text_of(exporter.send("batch")).starts_with("retry unreachable"));
}

TEST(shutdown_closes_the_connection) {
  bool closed = false;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
    closed = peer.wait_for_close();
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  exporter.shutdown();
  server.join();
  CHECK(closed);
}

TEST(references_keep_the_exporter_until_the_last_is_gone) {
  const SignalSettings settings = settings_for("127.0.0.1", free_port());
  otel_native_exporter* exporter = Exporter::create({settings, {}, {}});
  CHECK_EQ(exporter->abi_version, OTEL_NATIVE_EXPORTER_ABI_VERSION);
  CHECK_EQ(exporter->struct_size, sizeof(otel_native_exporter));
  std::vector<std::thread> holders;
  for (int i = 0; i < 4; ++i) {
    exporter->retain(exporter);
    holders.emplace_back([exporter] {
      exporter->cancel(exporter, nullptr);
      exporter->release(exporter);
    });
  }
  exporter->release(exporter);
  for (std::thread& holder : holders) holder.join();  // the leak and race checkers judge the rest
}

TEST(a_shutdown_leaves_the_attempt_that_is_under_way) {
  Event arrived;
  Event over;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    arrived.set();
    over.wait();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  TestExporter exporter(server.port());
  auto answer = exporter.submit(kBatch);
  arrived.wait();
  exporter.shutdown();
  over.set();
  CHECK_EQ(text_of(answer.get()), "ok");
}

}  // namespace
}  // namespace otel_native::otlp_local
