#include "http/exchange.hpp"

#include <poll.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace otel_native::otlp_local {
namespace {

short event_of(IoStatus status) { return status == IoStatus::want_write ? POLLOUT : POLLIN; }

}  // namespace

Exchange::Exchange(const Request& request) : request_(request), send_waits_for_(POLLOUT), receive_waits_for_(POLLIN) {}

void Exchange::proceed(Stream& stream, short ready) {
  if (is_sending() && (ready & send_waits_for_) != 0) send(stream);
  if ((ready & receive_waits_for_) != 0) receive(stream);
}

short Exchange::events() const {
  return static_cast<short>(is_sending() ? send_waits_for_ | receive_waits_for_ : receive_waits_for_);
}

void Exchange::send(Stream& stream) {
  const std::string_view head = request_.head;
  const std::string_view body(reinterpret_cast<const char*>(request_.body), request_.body_size);
  while (is_sending()) {
    const std::size_t head_sent = std::min(sent_, head.size());
    const IoResult result = stream.send(head.substr(head_sent), body.substr(sent_ - head_sent));
    sent_ += result.bytes;
    // The server may have answered before it closed the connection: keep reading.
    if (result.status == IoStatus::failed || result.status == IoStatus::closed) can_send_ = false;
    if (result.status == IoStatus::progress) continue;
    send_waits_for_ = event_of(result.status);
    return;
  }
}

void Exchange::receive(Stream& stream) {
  char buffer[16 * 1024];
  while (!is_over()) {
    IoResult result = stream.receive(buffer, sizeof(buffer));
    if (result.status == IoStatus::progress) {
      has_leftover_ = parser_.feed({buffer, result.bytes}) < result.bytes;
      continue;
    }
    if (result.status == IoStatus::closed) parser_.feed_end();
    if (result.status == IoStatus::failed) error_ = std::move(result.error);
    receive_waits_for_ = event_of(result.status);
    // What a send of TLS waits for may just have been received, and then no further event would come.
    send_waits_for_ = POLLOUT;
    if (result.status != IoStatus::closed) return;
  }
}

bool Exchange::leaves_stream_usable() const {
  return parser_.is_delimited() && parser_.head().keep_alive && sent_ == request_.size() && !has_leftover_;
}

PostResult Exchange::result() const {
  if (parser_.has_head()) {
    PostResult result;
    result.kind = PostResult::Kind::answered;
    result.head = parser_.head();
    result.body = parser_.body();
    result.body_complete = parser_.is_over() && !parser_.is_garbage() && !parser_.is_cut();
    return result;
  }
  if (!is_over()) {
    return PostResult::failure(is_sending() ? "timed out while sending the request"
                                            : "timed out while waiting for the response");
  }
  const bool is_broken = !error_.empty();
  PostResult result = PostResult::failure(is_broken ? "the connection broke: " + error_
                                                    : std::string("not an HTTP/1.1 response: ") + parser_.reason());
  if (!parser_.has_started()) {
    result.lost_unanswered = true;
    if (!is_broken) result.message = parser_.reason();
  }
  return result;
}

}  // namespace otel_native::otlp_local
