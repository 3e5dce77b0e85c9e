#include "net/connector.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "net/stream.hpp"
#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {
namespace {

/// How long an address may hang before the next one is tried beside it (RFC 8305, section 5).
constexpr std::chrono::milliseconds kNextAddressDelay{250};

/// Pause between two tries if the queue of a Unix socket is full: Linux returns EAGAIN then, and poll() has nothing to
/// wait for.
constexpr std::chrono::milliseconds kFullQueueWait{10};

/// Errors that mean that nothing listens, as opposed to a network that does not answer.
bool means_nobody_listens(int error) {
  return error == ECONNREFUSED || error == ENOENT || error == ENOTDIR || error == ENOTSOCK;
}

/// Errors for an address family that this machine does not support, such as ::1 without IPv6.
bool means_no_such_family(int error) { return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == ENETUNREACH; }

/// The system sorts by preference, but may put all addresses of an unusable family first.
std::vector<Address> with_families_in_turn(const std::vector<Address>& addresses) {
  std::vector<Address> one;
  std::vector<Address> other;
  for (const Address& address : addresses) {
    (address.family() == addresses.front().family() ? one : other).push_back(address);
  }
  std::vector<Address> sorted;
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i) {
    if (i < one.size()) sorted.push_back(one[i]);
    if (i < other.size()) sorted.push_back(other[i]);
  }
  return sorted;
}

/// Returns an errno, or 0 if the address has accepted.
int connect_to(const Address& address, int fd) {
  if (address.family() != AF_UNIX) {
    // The whole request is ready: Nagle's algorithm would only delay it.
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  }
  return ::connect(fd, address.get(), address.size) == 0 ? 0 : errno;
}

}  // namespace

Connector::Connector(const std::vector<Address>& addresses, TimePoint now)
    : addresses_(with_families_in_turn(addresses)), next_at_(now) {
  start_next(now);
}

/// Begins with the next address that does not fail at once.
void Connector::start_next(TimePoint now) {
  while (next_ < addresses_.size() && !connected_.is_open()) {
    Attempt attempt{next_++, {}};
    if (begin(attempt, now) == Begun::kFailed) continue;
    next_at_ = now + kNextAddressDelay;
    attempts_.push_back(std::move(attempt));
    return;
  }
}

Connector::Begun Connector::begin(Attempt& attempt, TimePoint now) {
  const Address& address = addresses_[attempt.address];
  attempt.again_at = TimePoint::max();
  attempt.is_watched = false;
  attempt.fd = UniqueFd(open_stream_socket(address.family()));
  const int error = attempt.fd.is_open() ? connect_to(address, attempt.fd.get()) : errno;
  if (error == 0) {
    connected_ = std::move(attempt.fd);
    return Begun::kConnected;
  }
  if (error == EINPROGRESS || error == EINTR) return Begun::kPending;
  if (error == EAGAIN && address.family() == AF_UNIX) {
    attempt.fd.reset();
    attempt.again_at = now + kFullQueueWait;
    return Begun::kPending;
  }
  note_failure(attempt.address, error);
  return Begun::kFailed;
}

void Connector::watch(PollSet& polls) {
  if (connected_.is_open() || (attempts_.empty() && next_ == addresses_.size())) polls.wake_at({});
  if (next_ < addresses_.size()) polls.wake_at(next_at_);
  for (Attempt& attempt : attempts_) {
    polls.wake_at(attempt.again_at);
    attempt.is_watched = attempt.fd.is_open();
    if (attempt.is_watched) attempt.place = polls.add(attempt.fd.get(), POLLOUT);
  }
}

Connector::Begun Connector::proceed(Attempt& attempt, const PollSet& polls, TimePoint now) {
  if (now >= attempt.again_at) return begin(attempt, now);
  if (!attempt.is_watched || polls.ready(attempt.place) == 0) return Begun::kPending;
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(attempt.fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error == 0) {
    connected_ = std::move(attempt.fd);
    return Begun::kConnected;
  }
  note_failure(attempt.address, error);
  return Begun::kFailed;
}

std::optional<ConnectOutcome> Connector::proceed(const PollSet& polls, TimePoint now) {
  bool has_failure = false;
  for (std::size_t i = 0; i < attempts_.size() && !connected_.is_open();) {
    const bool failed = proceed(attempts_[i], polls, now) == Begun::kFailed;
    has_failure = has_failure || failed;
    if (failed) {
      attempts_.erase(attempts_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (has_failure || now >= next_at_) start_next(now);
  if (connected_.is_open()) return ConnectOutcome{std::move(connected_), false, {}};
  if (!attempts_.empty() || next_ < addresses_.size()) return std::nullopt;
  return ConnectOutcome{{}, nobody_listens_ && !other_failure_, message_};
}

ConnectOutcome Connector::time_out() {
  for (const Attempt& attempt : attempts_) note_failure(attempt.address, ETIMEDOUT);
  return {{}, false, message_};
}

/// Remembers the error of the first address that this machine can use.
void Connector::note_failure(std::size_t address, int error) {
  nobody_listens_ = nobody_listens_ || means_nobody_listens(error);
  other_failure_ = other_failure_ || !(means_nobody_listens(error) || means_no_such_family(error));
  if (told_is_usable_) return;
  told_is_usable_ = !means_no_such_family(error);
  message_ = "cannot connect to " + to_text(addresses_[address]) + ": " + error_text(error);
}

}  // namespace otel_native::otlp_local
