#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/connection.hpp"
#include "engine/participant.hpp"
#include "engine/post.hpp"
#include "net/resolver.hpp"
#include "net/stream.hpp"

namespace otel_native::otlp_local {

/// Where an endpoint connects: the Unix socket if there is a path, else host and port.
struct ServerAddress {
  std::string socket_path;
  std::string host;
  std::uint16_t port = 0;
};

/// The connections to one receiver, at most `kMaxConnections`, and the posts that wait for one of them. Connections
/// stay open between posts. For the engine's thread.
class Endpoint final : public Participant {
 public:
  static constexpr std::size_t kMaxConnections = 4;
  /// How long a second idle connection is kept, and each further one. One stays open without a limit.
  static constexpr std::chrono::seconds kSpareTime{15};

  Endpoint(ServerAddress server, OpenStream open_stream, Lookup lookup);

  /// Begins the post, or puts it behind others. The caller makes the endpoint join the engine.
  void add(std::unique_ptr<Post> post, TimePoint now);
  /// Ends the post with this token as interrupted. Returns false if there is none.
  bool cancel(const void* token);
  /// Closes the connections without a post.
  void close_idle();

  void watch(PollSet& polls) override;
  void proceed(const PollSet& polls, TimePoint now) override;
  bool is_active() const override { return !waiting_.empty() || !connections_.empty(); }

 private:
  void dispatch(TimePoint now);
  bool can_dispatch() const;
  Connection& next_connection();
  void provide_addresses(TimePoint now);
  std::optional<LookupResult> addresses();
  void time_out_waiting(TimePoint now);
  std::vector<Connection*> spare() const;
  void forget_closed();

  const ServerAddress server_;
  const OpenStream open_stream_;
  Resolver resolver_;
  std::deque<std::unique_ptr<Post>> waiting_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace otel_native::otlp_local
