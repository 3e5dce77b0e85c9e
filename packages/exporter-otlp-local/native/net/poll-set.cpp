#include "net/poll-set.hpp"

#include <algorithm>

namespace otel_native::otlp_local {

void PollSet::clear() {
  entries_.clear();
  wake_at_ = TimePoint::max();
}

std::size_t PollSet::add(int fd, short events) {
  entries_.push_back({fd, events, 0});
  return entries_.size() - 1;
}

void PollSet::wake_at(TimePoint time) { wake_at_ = std::min(wake_at_, time); }

void PollSet::wait() {
  const int count = poll(entries_.data(), static_cast<nfds_t>(entries_.size()), poll_millis(wake_at_, Clock::now()));
  if (count >= 0) return;
  // EINTR: the next round waits again.
  for (pollfd& entry : entries_) entry.revents = 0;
}

short PollSet::ready(std::size_t place) const {
  const pollfd& entry = entries_[place];
  constexpr short kErrors = POLLERR | POLLHUP | POLLNVAL;
  return (entry.revents & kErrors) != 0 ? static_cast<short>(entry.revents | entry.events) : entry.revents;
}

}  // namespace otel_native::otlp_local
