#pragma once

#include <cstddef>
#include <string>

#include "http/post-result.hpp"
#include "http/request.hpp"
#include "http/response-parser.hpp"
#include "net/stream.hpp"

namespace otel_native::otlp_local {

/// One request and its response, handled at the same time: a server may answer and close before it has read a body that
/// it refuses.
class Exchange {
 public:
  /// The request must outlive the exchange.
  explicit Exchange(const Request& request);

  /// Sends and receives what goes without waiting. `ready` has the events that poll() returned.
  void proceed(Stream& stream, short ready);
  /// The events to wait for: POLLIN, POLLOUT or both.
  short events() const;

  /// The response is complete, or no more of it will come.
  bool is_over() const { return parser_.is_over() || !error_.empty(); }
  /// Has a status, and a body whose end only the end of the connection would tell.
  bool waits_for_close() const { return parser_.ends_with_connection(); }
  /// Takes what has come of such a body as the whole.
  void end_body() { parser_.feed_end(); }
  bool has_status() const { return parser_.has_head(); }
  bool leaves_stream_usable() const;
  /// The result of an exchange that is over, or whose time is. A received status is the result even if the body fails.
  PostResult result() const;

 private:
  void send(Stream& stream);
  void receive(Stream& stream);
  bool is_sending() const { return can_send_ && sent_ < request_.size(); }

  const Request& request_;
  ResponseParser parser_;
  std::size_t sent_ = 0;
  bool can_send_ = true;
  bool has_leftover_ = false;  ///< the server sent more than its response
  std::string error_;          ///< of the stream, which is then of no more use
  short send_waits_for_;
  short receive_waits_for_;
};

}  // namespace otel_native::otlp_local
