#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/post.hpp"
#include "http/exchange.hpp"
#include "net/connector.hpp"
#include "net/poll-set.hpp"
#include "net/resolver.hpp"
#include "net/stream.hpp"
#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// One connection to a receiver, and the post that it works on. For the engine's thread; no function waits.
///
///     kClosed ── start ──► kResolving ── addresses ──► kConnecting ── an address accepts ──► kHandshaking
///                              ▲                                                                 │
///                              │ the kept connection broke                                       │ the stream is ready
///                              │ before a response: once, unseen                                 ▼
///                              └────────────────────────────────────────────────────────────► kExchange
///                                                                                             ▲      │
///                                                                                       start │      │ a response
///                                                                                             │      ▼
///                                                                                              kIdle
///
/// A failure, a cancel and the post's deadline lead from every state with a post to kClosed; so does a receiver that
/// closes the idle connection.
class Connection {
 public:
  enum class State : std::uint8_t { kClosed, kResolving, kConnecting, kHandshaking, kExchange, kIdle };

  explicit Connection(const OpenStream& open_stream) : open_stream_(open_stream) {}

  State state() const { return state_; }
  /// Takes a post, while closed or idle.
  void start(std::unique_ptr<Post> post, TimePoint now);
  /// Ends kResolving.
  void connect(const LookupResult& found, TimePoint now);
  void watch(PollSet& polls);
  void proceed(const PollSet& polls, TimePoint now);
  /// Since when it has been kIdle.
  TimePoint idle_since() const { return idle_since_; }
  /// Ends the post with this token. Returns false if the connection has another one or none.
  bool cancel(const void* token);
  void close();

 private:
  bool is_still_open();
  void proceed_connecting(const PollSet& polls, TimePoint now);
  void open(UniqueFd fd);
  void shake_hands();
  void begin_exchange();
  void proceed_exchange(short ready);
  void end_overdue_body(TimePoint now);
  void end_exchange();
  void time_out();
  /// Answers the post.
  void finish(const PostResult& result);
  void fail(const PostResult& result);

  const OpenStream& open_stream_;
  State state_ = State::kClosed;
  std::unique_ptr<Post> post_;
  std::optional<Connector> connector_;  ///< kConnecting
  UniqueFd fd_;                         ///< kHandshaking, kExchange, kIdle
  std::unique_ptr<Stream> stream_;      ///< the same
  std::optional<Exchange> exchange_;    ///< kExchange
  /// When a body without a length is taken as complete, although the connection stays open.
  TimePoint body_deadline_ = TimePoint::max();
  TimePoint idle_since_{};
  /// No response has come over this connection yet.
  bool is_fresh_ = true;
  /// The post goes over a second connection.
  bool was_replaced_ = false;
  short waits_for_ = 0;  ///< kHandshaking: events
  std::size_t place_ = 0;
  bool is_watched_ = false;
};

}  // namespace otel_native::otlp_local
