#include "engine/connection.hpp"

#include <poll.h>

#include <chrono>
#include <utility>

namespace otel_native::otlp_local {
namespace {

/// A response without a length ends with the connection (RFC 9112, section 6.3). Servers that forget the length keep
/// the connection open, and the status has come already: waiting until the deadline would keep a place from other
/// requests.
constexpr std::chrono::seconds kBodyWithoutLengthTime{1};

}  // namespace

void Connection::start(std::unique_ptr<Post> post, TimePoint now) {
  post_ = std::move(post);
  was_replaced_ = false;
  if (now >= post_->deadline) return finish(PostResult::failure("no time was left for an attempt"));
  if (state_ == State::kIdle && !post_->needs_new_connection && is_still_open()) return begin_exchange();
  close();
  state_ = State::kResolving;
}

/// Whether the receiver has neither closed the idle connection nor sent anything over it.
bool Connection::is_still_open() {
  char byte;
  return stream_->receive(&byte, 1).status == IoStatus::want_read;
}

void Connection::connect(const LookupResult& found, TimePoint now) {
  if (found.addresses.empty() && !found.error.empty()) {
    // Counts as unreachable, like a port where nothing listens: the end of the process need not wait for it.
    PostResult result = PostResult::failure("cannot look up the host name: " + found.error);
    result.unreachable = true;
    return fail(result);
  }
  state_ = State::kConnecting;
  is_watched_ = false;
  connector_.emplace(found.addresses, now);
  // A Unix socket accepts or fails at once.
  proceed_connecting(PollSet(), now);
}

void Connection::watch(PollSet& polls) {
  if (post_ != nullptr) polls.wake_at(post_->deadline);
  is_watched_ = true;
  switch (state_) {
    case State::kConnecting:
      return connector_->watch(polls);
    case State::kHandshaking:
      place_ = polls.add(fd_.get(), waits_for_);
      return;
    case State::kExchange:
      polls.wake_at(body_deadline_);
      place_ = polls.add(fd_.get(), exchange_->events());
      return;
    case State::kIdle:
      place_ = polls.add(fd_.get(), POLLIN);
      return;
    case State::kClosed:
    case State::kResolving:
      return;
  }
}

void Connection::proceed(const PollSet& polls, TimePoint now) {
  if (!std::exchange(is_watched_, false)) return;
  if (state_ == State::kConnecting) {
    proceed_connecting(polls, now);
  } else if (state_ == State::kHandshaking) {
    if (polls.ready(place_) != 0) shake_hands();
  } else if (state_ == State::kExchange) {
    proceed_exchange(polls.ready(place_));
    end_overdue_body(now);
  } else if (state_ == State::kIdle && polls.ready(place_) != 0 && !is_still_open()) {
    close();
  }
  if (post_ != nullptr && now >= post_->deadline) time_out();
}

void Connection::proceed_connecting(const PollSet& polls, TimePoint now) {
  std::optional<ConnectOutcome> outcome = connector_->proceed(polls, now);
  if (!outcome) return;
  if (outcome->fd.is_open()) return open(std::move(outcome->fd));
  PostResult result = PostResult::failure(std::move(outcome->message));
  result.unreachable = outcome->unreachable;
  fail(result);
}

void Connection::open(UniqueFd fd) {
  connector_.reset();
  fd_ = std::move(fd);
  is_fresh_ = true;
  std::string error;
  stream_ = open_stream_(fd_.get(), error);
  if (stream_ == nullptr) return fail(PostResult::failure(std::move(error)));
  state_ = State::kHandshaking;
  shake_hands();
}

void Connection::shake_hands() {
  IoResult result = stream_->handshake();
  switch (result.status) {
    case IoStatus::progress:
      return begin_exchange();
    case IoStatus::want_read:
      waits_for_ = POLLIN;
      return;
    case IoStatus::want_write:
      waits_for_ = POLLOUT;
      return;
    case IoStatus::closed:
      return fail(PostResult::failure("the connection was closed during the handshake"));
    case IoStatus::failed:
      return fail(PostResult::failure("the handshake failed: " + result.error));
  }
}

void Connection::begin_exchange() {
  state_ = State::kExchange;
  exchange_.emplace(post_->request);
  body_deadline_ = TimePoint::max();
  proceed_exchange(POLLOUT);
}

void Connection::proceed_exchange(short ready) {
  exchange_->proceed(*stream_, ready);
  if (exchange_->is_over()) end_exchange();
}

void Connection::end_overdue_body(TimePoint now) {
  if (state_ != State::kExchange || !exchange_->waits_for_close()) return;
  if (body_deadline_ == TimePoint::max()) body_deadline_ = now + kBodyWithoutLengthTime;
  if (now < body_deadline_) return;
  exchange_->end_body();
  end_exchange();
}

void Connection::end_exchange() {
  PostResult result = exchange_->result();
  const bool is_usable = exchange_->leaves_stream_usable();
  // A kept connection may have been closed by the receiver at any time. That is no failure of an attempt.
  const bool is_worth_another = result.lost_unanswered && !is_fresh_ && !was_replaced_;
  exchange_.reset();
  is_fresh_ = false;
  if (is_usable) {
    state_ = State::kIdle;
    idle_since_ = Clock::now();
  } else {
    close();
  }
  if (is_worth_another) {
    was_replaced_ = true;
    state_ = State::kResolving;
    return;
  }
  finish(result);
}

void Connection::time_out() {
  if (state_ == State::kExchange) return fail(exchange_->result());
  if (state_ == State::kConnecting) return fail(PostResult::failure(connector_->time_out().message));
  fail(PostResult::failure(state_ == State::kHandshaking ? "timed out during the handshake"
                                                         : "timed out while looking up the host name"));
}

bool Connection::cancel(const void* token) {
  if (post_ == nullptr || post_->token != token) return false;
  fail(exchange_ && exchange_->has_status() ? exchange_->result() : PostResult::interruption());
  return true;
}

void Connection::close() {
  if (stream_ != nullptr) stream_->close();
  exchange_.reset();
  connector_.reset();
  stream_.reset();
  fd_.reset();
  state_ = State::kClosed;
}

void Connection::fail(const PostResult& result) {
  close();
  finish(result);
}

void Connection::finish(const PostResult& result) {
  const std::unique_ptr<Post> post(post_.release());
  post->done(result);
}

}  // namespace otel_native::otlp_local
