#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "net/address.hpp"
#include "net/poll-set.hpp"
#include "net/unique-fd.hpp"

namespace otel_native::otlp_local {

/// The end of an attempt to connect.
struct ConnectOutcome {
  /// Open if an address accepted.
  UniqueFd fd;
  /// Nothing listens at any of the addresses.
  bool unreachable = false;
  /// The reason of a failure.
  std::string message;
};

/// Connects to the first of several addresses that accepts (happy eyeballs, RFC 8305). Tries the address families in
/// turn. Does not wait for one address before it tries the next: an address that fails is followed at once, one that
/// hangs after 250 ms.
class Connector {
 public:
  Connector(const std::vector<Address>& addresses, TimePoint now);

  void watch(PollSet& polls);
  /// Proceeds without waiting. Returns the outcome once there is one.
  std::optional<ConnectOutcome> proceed(const PollSet& polls, TimePoint now);
  /// The outcome when the time is over.
  ConnectOutcome time_out();

 private:
  struct Attempt {
    std::size_t address;
    /// Not open while the queue of a Unix socket is full.
    UniqueFd fd;
    TimePoint again_at = TimePoint::max();
    std::size_t place = 0;
    bool is_watched = false;
  };
  enum class Begun { kConnected, kPending, kFailed };

  void start_next(TimePoint now);
  Begun begin(Attempt& attempt, TimePoint now);
  Begun proceed(Attempt& attempt, const PollSet& polls, TimePoint now);
  void note_failure(std::size_t address, int error);

  const std::vector<Address> addresses_;
  std::vector<Attempt> attempts_;
  std::size_t next_ = 0;
  TimePoint next_at_;
  UniqueFd connected_;

  bool nobody_listens_ = false;
  bool other_failure_ = false;
  bool told_is_usable_ = false;
  std::string message_ = "there is no address to connect to";
};

}  // namespace otel_native::otlp_local
