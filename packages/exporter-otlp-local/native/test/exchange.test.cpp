/// One request and its response over a stream that waits for the other direction, as TLS may.
#include "http/exchange.hpp"

#include <poll.h>

#include <string_view>

#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

/// A stream in the middle of a message of TLS, such as a ticket: nothing can be sent before the message is whole. Its
/// rest comes between a send and a receive.
class StreamInsideMessage final : public Stream {
 public:
  IoResult handshake() override { return {IoStatus::progress}; }
  IoResult send(std::string_view first, std::string_view second) override {
    if (!is_whole_) return {IoStatus::want_read};
    return {IoStatus::progress, first.size() + second.size()};
  }
  IoResult receive(char*, std::size_t) override {
    is_whole_ = true;
    return {IoStatus::want_read};
  }
  void close() override {}

 private:
  bool is_whole_ = false;
};

TEST(exchange_sends_on_when_what_the_send_waited_for_was_received) {
  constexpr std::uint8_t kBody[] = {1, 2, 3};
  const Request request{"head", kBody, sizeof(kBody)};
  StreamInsideMessage stream;
  Exchange exchange(request);
  exchange.proceed(stream, POLLOUT);
  CHECK_EQ(exchange.events(), POLLIN);
  exchange.proceed(stream, POLLIN);
  // The peer says nothing more before it has the request.
  CHECK_EQ(exchange.events(), POLLIN | POLLOUT);
  exchange.proceed(stream, POLLOUT);
  CHECK_EQ(exchange.events(), POLLIN);
}

}  // namespace
}  // namespace otel_native::otlp_local
