#include "http/client.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace otel_native::otlp_local {
namespace {

/// How long an attempt waits for a look-up. Other signals share its thread, and the next attempt picks up the result.
constexpr std::chrono::milliseconds kLookUpPatience{20};

PostResult failed(std::string message) {
  PostResult result;
  result.message = std::move(message);
  return result;
}

PostResult interrupted() {
  PostResult result;
  result.kind = PostResult::Kind::interrupted;
  return result;
}

PostResult ended_early(Wait wait, const char* doing) {
  return wait == Wait::interrupted ? interrupted() : failed(std::string("timed out while ") + doing);
}

PostResult looking_up() {
  PostResult result = failed("the look-up of the host name is not finished");
  result.is_looking_up = true;
  return result;
}

/// A host name without an address counts as unreachable, like a port where nothing listens: the end of the process need
/// not wait for it.
PostResult unknown_host(const std::string& error) {
  PostResult result = failed("cannot look up the host name: " + error);
  result.unreachable = true;
  return result;
}

}  // namespace

/// One request and its response, handled at the same time: a server may answer and close before it has read a body that
/// it refuses.
struct Client::Exchange {
  Connection& connection;
  const Request& request;
  ResponseParser parser;
  std::size_t sent = 0;
  bool can_send = true;
  bool has_leftover = false;  ///< the server sent more than its response
  int error = 0;              ///< of the connection, which is then of no more use

  bool is_sending() const { return can_send && sent < request.size(); }
  bool is_over() const { return parser.is_over() || error != 0; }

  Wait run(const Limits& limits) {
    while (!is_over()) {
      if (is_sending()) send();
      const short events = static_cast<short>(is_sending() ? POLLIN | POLLOUT : POLLIN);
      const Readiness readiness = wait_for(connection.fd(), events, limits);
      if (readiness.outcome != Wait::ready) return readiness.outcome;
      if ((readiness.events & ~POLLOUT) != 0) receive();
    }
    return Wait::ready;
  }

  void send() {
    const IoResult result = connection.send(request.head, request.body, request.body_size, sent);
    sent += result.count;
    // The server may have answered before it closed the connection: keep reading.
    if (result.status == IoStatus::failed) can_send = false;
  }

  void receive() {
    char buffer[16 * 1024];
    const IoResult result = connection.receive(buffer, sizeof(buffer));
    if (result.status == IoStatus::closed) parser.feed_end();
    if (result.status == IoStatus::failed) error = result.error;
    if (result.status == IoStatus::progress) {
      has_leftover = parser.feed({buffer, result.count}) < result.count;
    }
  }

  bool leaves_connection_usable() const {
    return parser.is_delimited() && parser.head().keep_alive && sent == request.size() && !has_leftover;
  }
};

Client::Client(ServerAddress server, Lookup lookup)
    : server_(std::move(server)), resolver_(server_.host, server_.port, std::move(lookup)) {}

PostResult Client::post(const Request& request, const Limits& limits) {
  if (limits.interrupt.is_raised()) return interrupted();
  if (Clock::now() >= limits.deadline) return failed("no time was left for an attempt");
  if (connection_.is_open() && connection_.is_stale()) connection_.close();
  if (connection_.is_open()) {
    PostResult result = exchange(request, limits);
    if (!result.lost_unanswered) return result;
  }
  return post_over_new_connection(request, limits);
}

PostResult Client::post_over_new_connection(const Request& request, const Limits& limits) {
  std::vector<Address> addresses;
  if (!server_.socket_path.empty()) {
    if (const auto address = unix_address(server_.socket_path)) addresses.push_back(*address);
  } else {
    Resolver::Outcome resolved =
        resolver_.resolve({std::min(limits.deadline, Clock::now() + kLookUpPatience), limits.interrupt});
    if (resolved.wait == Wait::interrupted) return interrupted();
    if (resolved.wait == Wait::timed_out) return looking_up();
    if (resolved.result.addresses.empty()) return unknown_host(resolved.result.error);
    addresses = std::move(resolved.result.addresses);
  }
  ConnectOutcome connected = connection_.connect(addresses, limits);
  if (connected.status == Connected::interrupted) return interrupted();
  if (connected.status != Connected::yes) {
    PostResult result = failed(std::move(connected.message));
    result.unreachable = connected.unreachable;
    return result;
  }
  return exchange(request, limits);
}

PostResult Client::exchange(const Request& request, const Limits& limits) {
  Exchange exchange{connection_, request, {}};
  const Wait wait = exchange.run(limits);
  ResponseParser& parser = exchange.parser;
  if (!exchange.leaves_connection_usable()) connection_.close();

  if (parser.has_head()) {
    PostResult result;
    result.kind = PostResult::Kind::answered;
    result.head = parser.head();
    result.body = parser.body();
    result.body_complete = parser.is_over() && !parser.is_garbage() && !parser.is_cut();
    return result;
  }
  if (wait != Wait::ready) {
    return ended_early(wait, exchange.is_sending() ? "sending the request" : "waiting for the response");
  }
  PostResult result = failed(exchange.error != 0 ? "the connection broke: " + error_text(exchange.error)
                                                 : std::string("not an HTTP response: ") + parser.reason());
  if (!parser.has_started()) {
    result.lost_unanswered = true;
    if (exchange.error == 0) result.message = parser.reason();
  }
  return result;
}

}  // namespace otel_native::otlp_local
