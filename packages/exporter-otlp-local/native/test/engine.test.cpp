/// Several posts at the same time, several addresses, and streams with a handshake.
#include <sys/socket.h>

#include <algorithm>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "event.hpp"
#include "net/poll-set.hpp"
#include "net/stream.hpp"
#include "platform/descriptors.hpp"
#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using script_server::listen_on;
using script_server::Listener;
using script_server::Peer;
using script_server::ReceivedRequest;
using script_server::Server;

constexpr char kOk[] = "HTTP/1.1 200 OK\r\n";

TEST(a_receiver_that_hangs_holds_up_no_other) {
  Event over;
  Server hanging([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    over.wait();
  });
  Server healthy([&](Listener& listener) {
    Peer peer = listener.accept();
    for (int i = 0; i < 3; ++i) {
      peer.read_request();
      peer.respond(kOk);
    }
  });
  TestExporter first(hanging.port());
  TestExporter second(healthy.port());
  auto hangs = first.submit(kBatch);
  for (int i = 0; i < 3; ++i) CHECK_EQ(text_of(second.send("batch")), "ok");
  CHECK(hangs.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
  over.set();
  CHECK_EQ(text_of(hangs.get()), "retry the connection was closed without a response");
}

TEST(four_posts_go_at_the_same_time_and_the_fifth_waits_for_a_connection) {
  Event all_arrived;
  int connections = 0;
  Server server([&](Listener& listener) {
    std::vector<Peer> peers;
    for (; connections < 4; ++connections) {
      peers.push_back(listener.accept());
      peers.back().read_request();
    }
    all_arrived.set();
    // The fifth comes over the first connection, once that is free.
    peers[0].respond(kOk);
    peers[0].read_request();
    for (Peer& peer : peers) peer.respond(kOk);
  });
  TestExporter exporter(server.port());
  std::vector<std::future<otel_native_result>> answers;
  for (int i = 0; i < 5; ++i) answers.push_back(exporter.submit(kBatch));
  all_arrived.wait();
  for (auto& answer : answers) CHECK_EQ(text_of(answer.get()), "ok");
  server.join();
  CHECK_EQ(connections, 4);
}

TEST(a_post_that_waits_for_a_connection_has_a_deadline_and_can_be_cancelled) {
  Event over;
  Server server([&](Listener& listener) {
    std::vector<Peer> peers;
    for (int i = 0; i < 4; ++i) peers.push_back(listener.accept());
    over.wait();
  });
  TestExporter exporter(server.port());
  std::vector<std::future<otel_native_result>> hanging;
  for (int i = 0; i < 4; ++i) hanging.push_back(exporter.submit(kBatch));
  CHECK_EQ(text_of(exporter.send("batch", 20 * kMillisecond)), "retry timed out while waiting for a connection");
  void* token = nullptr;
  auto cancelled = exporter.submit(kBatch, kLong, &token);
  exporter.cancel(token);
  CHECK_EQ(text_of(cancelled.get()), "retry interrupted");
  over.set();
  for (auto& answer : hanging) CHECK(text_of(answer.get()).starts_with("retry the connection"));
}

TEST(a_cancelled_post_leaves_its_place_to_the_next_one_at_once) {
  Event all_arrived;
  Event over;
  Server server([&](Listener& listener) {
    std::vector<Peer> peers;
    for (int i = 0; i < 4; ++i) peers.push_back(listener.accept());
    all_arrived.set();
    Peer next = listener.accept();
    next.read_request();
    next.respond(kOk);
    over.wait();
  });
  TestExporter exporter(server.port());
  void* token = nullptr;
  auto cancelled = exporter.submit(kBatch, kLong, &token);
  std::vector<std::future<otel_native_result>> hanging;
  for (int i = 0; i < 3; ++i) hanging.push_back(exporter.submit(kBatch));
  all_arrived.wait();
  auto waiting = exporter.submit(kBatch);
  exporter.cancel(token);
  CHECK_EQ(text_of(cancelled.get()), "retry interrupted");
  // Nothing but the cancel makes room before the time is over.
  CHECK_EQ(text_of(waiting.get()), "ok");
  over.set();
  for (auto& answer : hanging) CHECK(text_of(answer.get()).starts_with("retry the connection"));
}

TEST(posts_that_fail_together_are_one_failure_of_the_backoff) {
  Server server([&](Listener& listener) {
    std::vector<Peer> peers;
    for (int i = 0; i < 4; ++i) {
      peers.push_back(listener.accept());
      peers.back().read_request();
    }
    for (Peer& peer : peers) peer.respond("HTTP/1.1 503 No\r\n");
  });
  TestExporter exporter(server.port());
  std::vector<std::future<otel_native_result>> answers;
  for (int i = 0; i < 4; ++i) answers.push_back(exporter.submit(kBatch));
  for (auto& answer : answers) CHECK(answer.get().retry_after_ns <= 1'200 * kMillisecond);
}

TEST(a_batch_whose_new_connection_breaks_is_told_as_lost_without_an_answer) {
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.reset();
    Peer other = listener.accept();
    other.read_request();
    other.write("HTTP/1.1 20");
  });
  TestExporter exporter(server.port());
  CHECK_EQ(exporter.send("batch").lost_unanswered, 1u);
  CHECK_EQ(exporter.send("batch").lost_unanswered, 0u);
}

/// A listener that accepts nobody and whose queue is full, so that the next connection hangs.
class FullListener {
 public:
  FullListener() : address_(literal_addresses("127.0.0.1", 0).front()), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    bind(listener_.get(), address_.get(), address_.size);
    listen(listener_.get(), 0);
    getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address_.storage), &address_.size);
    for (int i = 0; i < 2; ++i) waiting_.push_back(begin_to_connect());
  }
  const Address& address() const { return address_; }
  bool is_full() const {
    const UniqueFd fd = begin_to_connect();
    PollSet polls;
    const std::size_t place = polls.add(fd.get(), POLLOUT);
    polls.wake_at(Clock::now() + std::chrono::milliseconds(20));
    polls.wait();
    return polls.ready(place) == 0;
  }

 private:
  UniqueFd begin_to_connect() const {
    UniqueFd fd(open_stream_socket(AF_INET));
    connect(fd.get(), address_.get(), address_.size);
    return fd;
  }

  Address address_;
  UniqueFd listener_;
  std::vector<UniqueFd> waiting_;
};

TEST(an_address_that_hangs_does_not_hold_up_the_next_one) {
  const FullListener full;
  if (!full.is_full()) {
    std::printf("    this system accepts more connections than asked for\n");
    return;
  }
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.respond(kOk);
  });
  const Lookup lookup = [&full](const std::string&, std::uint16_t port) {
    return LookupResult{{full.address(), literal_addresses("127.0.0.1", port)[0]}, {}};
  };
  // The first address alone would take the whole time.
  CHECK_EQ(text_of(TestExporter(settings_for("collector", server.port()), lookup).send("batch")), "ok");
}

TEST(an_address_that_hangs_alone_ends_with_the_time) {
  const FullListener full;
  if (!full.is_full()) return;
  const Lookup lookup = [&full](const std::string&, std::uint16_t) { return LookupResult{{full.address()}, {}}; };
  CHECK_EQ(text_of(TestExporter(settings_for("collector", 1), lookup).send("batch", 50 * kMillisecond)),
           "retry cannot connect to " + to_text(full.address()) + ": Connection timed out");
}

/// A stream that says hello and waits for an answer before it is ready, one byte at a time.
class GreetingStream final : public Stream {
 public:
  explicit GreetingStream(int fd) : fd_(fd) {}

  IoResult handshake() override {
    if (!has_greeted_) has_greeted_ = ::send(fd_, "hello", 5, 0) == 5;
    char byte;
    while (recv(fd_, &byte, 1, 0) == 1) {
      if (byte == '!') return {IoStatus::progress};
      if (byte == '?') return {IoStatus::failed, 0, "refused"};
    }
    return {IoStatus::want_read};
  }
  IoResult send(std::string_view first, std::string_view second) override {
    const std::string_view next = first.empty() ? second : first;
    const ssize_t count = ::send(fd_, next.data(), std::min<std::size_t>(next.size(), 1000), kSendFlags);
    if (count < 0) return {IoStatus::want_write};
    return {IoStatus::progress, static_cast<std::size_t>(count)};
  }
  IoResult receive(char* buffer, std::size_t) override {
    const ssize_t count = recv(fd_, buffer, 1, 0);
    if (count < 0) return {IoStatus::want_read};
    return {count == 0 ? IoStatus::closed : IoStatus::progress, static_cast<std::size_t>(count)};
  }
  void close() override { ::send(fd_, "bye", 3, kSendFlags); }

 private:
  const int fd_;
  bool has_greeted_ = false;
};

SignalSettings greeting_settings(std::uint16_t port) {
  SignalSettings settings = settings_for("127.0.0.1", port);
  settings.open_stream = [](int fd, std::string&) { return std::make_unique<GreetingStream>(fd); };
  return settings;
}

TEST(a_stream_with_a_handshake_sends_only_after_it) {
  std::string hello;
  std::string farewell;
  ReceivedRequest request;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    hello = peer.read(5);
    peer.write("wait");
    peer.write("!");
    for (int i = 0; i < 2; ++i) {
      request = peer.read_request();
      peer.respond(kOk);
    }
    farewell = peer.read(3);
  });
  const std::string large(100'000, 'x');
  TestExporter exporter(greeting_settings(server.port()));
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  CHECK_EQ(text_of(exporter.send(large)), "ok");
  exporter.shutdown();
  server.join();
  CHECK_EQ(hello, "hello");
  CHECK(request.body == large);
  CHECK_EQ(farewell, "bye");
}

TEST(a_handshake_can_fail_hang_and_be_cut) {
  Event over;
  Server server([&](Listener& listener) {
    listener.accept().write("?");
    Peer hanging = listener.accept();
    hanging.read(5);
    Peer cut = listener.accept();
    over.wait();
  });
  TestExporter exporter(greeting_settings(server.port()));
  CHECK_EQ(text_of(exporter.send("batch")), "retry the handshake failed: refused");
  CHECK_EQ(text_of(exporter.send("batch", 50 * kMillisecond)), "retry timed out during the handshake");
  void* token = nullptr;
  auto cancelled = exporter.submit(kBatch, kLong, &token);
  exporter.cancel(token);
  CHECK_EQ(text_of(cancelled.get()), "retry interrupted");
  over.set();
}

TEST(a_stream_that_cannot_be_made_is_a_failed_attempt) {
  Server server([](Listener& listener) { listener.accept(); });
  SignalSettings settings = settings_for("127.0.0.1", server.port());
  settings.open_stream = [](int, std::string& error) {
    error = "no certificate";
    return std::unique_ptr<Stream>();
  };
  CHECK_EQ(text_of(TestExporter(settings).send("batch")), "retry no certificate");
}

TEST(an_idle_connection_that_the_receiver_closes_is_closed_at_once) {
  bool closed = false;
  Server server([&](Listener& listener) {
    Peer peer = listener.accept();
    peer.read_request();
    peer.respond(kOk);
    peer.close_writing();
    closed = peer.wait_for_close();
  });
  TestExporter exporter(server.port());
  CHECK_EQ(text_of(exporter.send("batch")), "ok");
  server.join();
  CHECK(closed);
}

}  // namespace
}  // namespace otel_native::otlp_local
