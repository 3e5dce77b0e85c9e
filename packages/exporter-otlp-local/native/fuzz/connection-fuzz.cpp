// Drives the state machine of a connection by a script. The socket is always ready; what the stream does with it, and
// when the time is over, comes from the input. Every post must be answered exactly once, and a connection must reach an
// end.
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "engine/connection.hpp"
#include "net/address.hpp"

using namespace otel_native::otlp_local;

namespace {

/// More steps than any input needs: the script ends, and then every call fails.
constexpr int kMaxRounds = 5'000;

class Script {
 public:
  Script(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool is_over() const { return size_ == 0; }
  std::uint8_t next() {
    if (is_over()) return 0;
    --size_;
    return *data_++;
  }
  std::size_t take(char* buffer, std::size_t count) {
    count = std::min(count, size_);
    std::memcpy(buffer, data_, count);
    data_ += count;
    size_ -= count;
    return count;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
};

/// A stream whose calls succeed, fail or wait as the script decides: each call reads one byte of it.
class ScriptedStream final : public Stream {
 public:
  explicit ScriptedStream(Script& script) : script_(script) {}

  IoResult handshake() override { return outcome(0); }
  IoResult send(std::string_view first, std::string_view second) override {
    return outcome(std::min<std::size_t>(1 + script_.next(), first.size() + second.size()));
  }
  IoResult receive(char* buffer, std::size_t size) override {
    IoResult result = outcome(0);
    if (result.status == IoStatus::progress) result.bytes = script_.take(buffer, std::min<std::size_t>(size, 40));
    if (result.status == IoStatus::progress && result.bytes == 0) return {IoStatus::closed};
    return result;
  }
  void close() override {}

 private:
  IoResult outcome(std::size_t bytes) {
    if (script_.is_over()) return {IoStatus::failed, 0, "over"};
    switch (script_.next() % 8) {
      case 0:
        return {IoStatus::want_read};
      case 1:
        return {IoStatus::want_write};
      case 2:
        return {IoStatus::closed};
      case 3:
        return {IoStatus::failed, 0, "broken"};
      default:
        return {IoStatus::progress, bytes};
    }
  }

  Script& script_;
};

/// A listener whose accept queue holds the connections of one input.
class Receiver {
 public:
  Receiver() : address_(literal_addresses("127.0.0.1", 0).front()), fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    bind(fd_.get(), address_.get(), address_.size);
    listen(fd_.get(), 64);
    getsockname(fd_.get(), reinterpret_cast<sockaddr*>(&address_.storage), &address_.size);
  }
  const Address& address() const { return address_; }
  /// Makes the next connection readable, so that the script alone decides.
  UniqueFd accept_and_speak() const {
    UniqueFd peer(accept(fd_.get(), nullptr, nullptr));
    send(peer.get(), "x", 1, MSG_NOSIGNAL);
    return peer;
  }

 private:
  Address address_;
  UniqueFd fd_;
};

class Run {
 public:
  Run(Script& script, const Receiver& receiver)
      : script_(script),
        receiver_(receiver),
        open_stream_([&script](int, std::string& error) -> std::unique_ptr<Stream> {
          error = "refused";
          if (script.next() % 32 == 0) return nullptr;
          return std::make_unique<ScriptedStream>(script);
        }),
        connection_(open_stream_) {}

  void run() {
    for (int round = 0; !script_.is_over() || posted_ > answered_; ++round) {
      if (round == kMaxRounds) std::abort();
      if (posted_ == answered_) begin_post();
      step();
    }
    connection_.close();
  }

 private:
  void begin_post() {
    auto post = std::make_unique<Post>();
    post->request = {"POST / HTTP/1.1\r\n\r\n", reinterpret_cast<const std::uint8_t*>("body"), 4};
    post->deadline = now_ + std::chrono::milliseconds(script_.next());
    post->token = this;
    post->done = [this](const PostResult&) { ++answered_; };
    ++posted_;
    connection_.start(std::move(post), now_);
    check();
  }

  void step() {
    if (connection_.state() == Connection::State::kResolving) resolve();
    PollSet polls;
    connection_.watch(polls);
    polls.wake_at(Clock::now() + std::chrono::milliseconds(1));
    polls.wait();
    now_ += std::chrono::milliseconds(script_.next() % 16);
    connection_.proceed(polls, now_);
    check();
    if (script_.next() % 64 == 63) connection_.cancel(this);
    check();
  }

  void resolve() {
    if (script_.next() % 16 == 0) {
      connection_.connect({{}, "no such name"}, now_);
    } else {
      connection_.connect({{receiver_.address()}, {}}, now_);
      peer_ = receiver_.accept_and_speak();
    }
    check();
  }

  /// A connection with a post is at work, and one without is not.
  void check() const {
    if (answered_ > posted_) std::abort();
    const Connection::State state = connection_.state();
    const bool is_at_rest = state == Connection::State::kClosed || state == Connection::State::kIdle;
    if (is_at_rest != (posted_ == answered_)) std::abort();
  }

  Script& script_;
  const Receiver& receiver_;
  const OpenStream open_stream_;
  Connection connection_;
  UniqueFd peer_;
  TimePoint now_ = Clock::now();
  int posted_ = 0;
  int answered_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Receiver receiver;
  Script script(data, size);
  Run(script, receiver).run();
  return 0;
}
