#include "net/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "platform/descriptors.hpp"

namespace otel_native::otlp_local {
namespace {

/// Pause between two tries if the queue of a Unix socket is full: Linux returns EAGAIN then, and poll() has nothing to
/// wait for.
constexpr std::chrono::milliseconds kFullQueueWait{10};

struct AddressOutcome {
  Connected status;
  int error;
  UniqueFd fd;
};

/// Errors that mean that nothing listens, as opposed to a network that does not answer.
bool means_nobody_listens(int error) {
  return error == ECONNREFUSED || error == ENOENT || error == ENOTDIR || error == ENOTSOCK;
}

/// Errors for an address family that this machine does not support, such as ::1 without IPv6.
bool means_no_such_family(int error) { return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == ENETUNREACH; }

Connected to_connected(Wait wait) { return wait == Wait::interrupted ? Connected::interrupted : Connected::timed_out; }

/// Waits until a pending connection is established.
AddressOutcome finish_connecting(UniqueFd fd, const Limits& limits) {
  const Readiness readiness = wait_for(fd.get(), POLLOUT, limits);
  if (readiness.outcome != Wait::ready) return {to_connected(readiness.outcome), ETIMEDOUT, {}};
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) return {Connected::failed, error, {}};
  return {Connected::yes, 0, std::move(fd)};
}

AddressOutcome connect_to(const Address& address, const Limits& limits) {
  for (;;) {
    UniqueFd fd(open_stream_socket(address.family()));
    if (!fd.is_open()) return {Connected::failed, errno, {}};
    if (address.family() != AF_UNIX) {
      // The whole request is ready: Nagle's algorithm would only delay it.
      const int on = 1;
      setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
    if (::connect(fd.get(), address.get(), address.size) == 0) return {Connected::yes, 0, std::move(fd)};
    if (errno == EINPROGRESS || errno == EINTR) return finish_connecting(std::move(fd), limits);
    if (errno != EAGAIN || address.family() != AF_UNIX) return {Connected::failed, errno, {}};
    // With a descriptor of -1, poll() waits for the interrupt only.
    const TimePoint next = std::min(limits.deadline, Clock::now() + kFullQueueWait);
    const Wait wait = wait_for(-1, 0, {next, limits.interrupt}).outcome;
    if (wait == Wait::interrupted || next == limits.deadline) return {to_connected(wait), ETIMEDOUT, {}};
  }
}

TimePoint share_of_time(const Limits& limits, std::size_t addresses_left) {
  const TimePoint now = Clock::now();
  if (now >= limits.deadline || addresses_left <= 1) return limits.deadline;
  return now + (limits.deadline - now) / static_cast<Duration::rep>(addresses_left);
}

}  // namespace

std::string error_text(int error) { return std::generic_category().message(error); }

ConnectOutcome Connection::connect(const std::vector<Address>& addresses, const Limits& limits) {
  ConnectOutcome outcome{Connected::failed, false, "there is no address to connect to"};
  bool nobody_listens = false;
  bool other_failure = false;
  bool first_is_usable = false;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    AddressOutcome one = connect_to(addresses[i], {share_of_time(limits, addresses.size() - i), limits.interrupt});
    if (one.status == Connected::yes) {
      fd_ = std::move(one.fd);
      return {Connected::yes, false, {}};
    }
    if (one.status == Connected::interrupted) return {Connected::interrupted, false, "interrupted"};
    nobody_listens = nobody_listens || means_nobody_listens(one.error);
    other_failure = other_failure || !(means_nobody_listens(one.error) || means_no_such_family(one.error));
    // Report the error of the first address that this machine can use.
    if (first_is_usable) continue;
    first_is_usable = !means_no_such_family(one.error);
    outcome.status = one.status;
    outcome.message = "cannot connect to " + to_text(addresses[i]) + ": " + error_text(one.error);
  }
  outcome.unreachable = nobody_listens && !other_failure;
  return outcome;
}

bool Connection::is_stale() const {
  pollfd entry{fd_.get(), POLLIN, 0};
  return poll(&entry, 1, 0) != 0;
}

IoResult Connection::send(const std::string& head, const std::uint8_t* body, std::size_t body_size,
                          std::size_t offset) {
  const std::size_t head_offset = std::min(offset, head.size());
  const std::size_t body_offset = offset - head_offset;
  iovec parts[2] = {
      {const_cast<char*>(head.data()) + head_offset, head.size() - head_offset},
      {const_cast<std::uint8_t*>(body) + body_offset, body_size - body_offset},
  };
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  for (;;) {
    const ssize_t count = sendmsg(fd_.get(), &message, kSendFlags);
    if (count >= 0) return {IoStatus::progress, static_cast<std::size_t>(count)};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {IoStatus::would_block};
    if (errno != EINTR) return {IoStatus::failed, 0, errno};
  }
}

IoResult Connection::receive(char* buffer, std::size_t size) {
  for (;;) {
    const ssize_t count = recv(fd_.get(), buffer, size, 0);
    if (count > 0) return {IoStatus::progress, static_cast<std::size_t>(count)};
    if (count == 0) return {IoStatus::closed};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {IoStatus::would_block};
    if (errno != EINTR) return {IoStatus::failed, 0, errno};
  }
}

}  // namespace otel_native::otlp_local
