#include "engine/endpoint.hpp"

#include <algorithm>
#include <utility>

#include "engine/engine.hpp"

namespace otel_native::otlp_local {
namespace {

bool is_idle(const std::unique_ptr<Connection>& connection) { return connection->state() == Connection::State::kIdle; }

}  // namespace

Endpoint::Endpoint(ServerAddress server, OpenStream open_stream, Lookup lookup)
    : server_(std::move(server)),
      open_stream_(std::move(open_stream)),
      resolver_(server_.host, server_.port, std::move(lookup), [] { Engine::instance().post([] {}); }) {}

void Endpoint::add(std::unique_ptr<Post> post, TimePoint now) {
  waiting_.push_back(std::move(post));
  dispatch(now);
}

bool Endpoint::cancel(const void* token) {
  const auto found =
      std::find_if(waiting_.begin(), waiting_.end(), [token](const auto& post) { return post->token == token; });
  if (found != waiting_.end()) {
    const std::unique_ptr<Post> post = std::move(*found);
    waiting_.erase(found);
    post->done(PostResult::interruption());
    return true;
  }
  const bool is_cancelled = std::any_of(connections_.begin(), connections_.end(),
                                        [token](const auto& connection) { return connection->cancel(token); });
  // The next round may be far away, and a post may wait for this place.
  if (is_cancelled) dispatch(Clock::now());
  return is_cancelled;
}

void Endpoint::close_idle() {
  std::erase_if(connections_, [](const auto& connection) {
    if (!is_idle(connection)) return false;
    connection->close();
    return true;
  });
}

void Endpoint::watch(PollSet& polls) {
  for (const auto& post : waiting_) polls.wake_at(post->deadline);
  for (const auto& connection : connections_) connection->watch(polls);
  for (const Connection* connection : spare()) polls.wake_at(connection->idle_since() + kSpareTime);
}

void Endpoint::proceed(const PollSet& polls, TimePoint now) {
  for (const auto& connection : connections_) connection->proceed(polls, now);
  time_out_waiting(now);
  dispatch(now);
  for (Connection* connection : spare()) {
    if (now >= connection->idle_since() + kSpareTime) connection->close();
  }
  forget_closed();
}

/// Gives waiting posts to connections. Each may end at once, and so make room for another.
void Endpoint::dispatch(TimePoint now) {
  for (;;) {
    forget_closed();
    while (can_dispatch()) {
      std::unique_ptr<Post> post = std::move(waiting_.front());
      waiting_.pop_front();
      next_connection().start(std::move(post), now);
    }
    provide_addresses(now);
    forget_closed();
    if (!can_dispatch()) return;
  }
}

bool Endpoint::can_dispatch() const {
  if (waiting_.empty()) return false;
  return connections_.size() < kMaxConnections || std::any_of(connections_.begin(), connections_.end(), is_idle);
}

/// An idle connection, or a new one.
Connection& Endpoint::next_connection() {
  const auto idle = std::find_if(connections_.begin(), connections_.end(), is_idle);
  if (idle != connections_.end()) return **idle;
  return *connections_.emplace_back(std::make_unique<Connection>(open_stream_));
}

/// All connections that wait for addresses share one look-up.
void Endpoint::provide_addresses(TimePoint now) {
  const auto is_resolving = [](const auto& connection) { return connection->state() == Connection::State::kResolving; };
  if (std::none_of(connections_.begin(), connections_.end(), is_resolving)) return;
  const std::optional<LookupResult> found = addresses();
  if (!found) return;
  for (const auto& connection : connections_) {
    if (is_resolving(connection)) connection->connect(*found, now);
  }
}

std::optional<LookupResult> Endpoint::addresses() {
  if (server_.socket_path.empty()) return resolver_.resolve();
  LookupResult found;
  if (const auto address = unix_address(server_.socket_path)) found.addresses.push_back(*address);
  return found;
}

void Endpoint::time_out_waiting(TimePoint now) {
  for (std::size_t i = 0; i < waiting_.size();) {
    if (now < waiting_[i]->deadline) {
      ++i;
      continue;
    }
    const std::unique_ptr<Post> post = std::move(waiting_[i]);
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    post->done(PostResult::failure("timed out while waiting for a connection"));
  }
}

/// All idle connections but the first, which `next_connection` prefers.
std::vector<Connection*> Endpoint::spare() const {
  std::vector<Connection*> idle;
  for (const auto& connection : connections_) {
    if (is_idle(connection)) idle.push_back(connection.get());
  }
  if (!idle.empty()) idle.erase(idle.begin());
  return idle;
}

void Endpoint::forget_closed() {
  std::erase_if(connections_, [](const auto& connection) { return connection->state() == Connection::State::kClosed; });
}

}  // namespace otel_native::otlp_local
