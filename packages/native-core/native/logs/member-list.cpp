#include "logs/member-list.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace otel_native {
namespace {

/// Reads a varint and moves `at` behind it.
std::size_t varint_at(const std::uint8_t* data, std::size_t& at) {
  std::size_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const std::uint8_t byte = data[at++];
    value |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

}  // namespace

void MemberList::add(std::size_t begin) {
  // Two tags of one byte, each with a length: of the KeyValue, and of the key in it.
  std::size_t key_at = begin + 1;
  varint_at(out_.data(), key_at);
  ++key_at;
  const std::size_t key_size = varint_at(out_.data(), key_at);
  const Member member{begin, out_.size(), key_at, key_size, next_rank_++, true};
  if (size_ < kFew) {
    few_[size_] = member;
  } else {
    more_.push_back(member);
  }
  ++size_;
}

bool MemberList::has(std::string_view key) const {
  for (std::size_t i = 0; i < size_; ++i) {
    if (key_of(at(i)) == key) return true;
  }
  return false;
}

std::size_t MemberList::keep(std::size_t limit) {
  bool is_changed = size_ <= kFew ? drop_repeated_of_few() : drop_repeated_of_many();
  std::size_t beyond = 0;
  if (size_ > limit) {
    beyond = drop_beyond(limit);
    is_changed = is_changed || beyond > 0;
  }
  if (is_changed) compact();
  return beyond;
}

bool MemberList::drop_repeated_of_few() {
  bool is_changed = false;
  for (std::size_t later = 1; later < size_; ++later) {
    Member& member = few_[later];
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      Member& before = few_[earlier];
      if (!before.is_kept || before.key_size != member.key_size || key_of(before) != key_of(member)) continue;
      before.is_kept = false;
      member.rank = before.rank;
      is_changed = true;
      break;
    }
  }
  return is_changed;
}

bool MemberList::drop_repeated_of_many() {
  std::vector<std::size_t> order(size_);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const int compared = key_of(at(a)).compare(key_of(at(b)));
    return compared != 0 ? compared < 0 : a < b;
  });
  bool is_changed = false;
  for (std::size_t i = 1; i < size_; ++i) {
    Member& before = at(order[i - 1]);
    Member& member = at(order[i]);
    if (key_of(before) != key_of(member)) continue;
    before.is_kept = false;
    member.rank = before.rank;
    is_changed = true;
  }
  return is_changed;
}

std::size_t MemberList::drop_beyond(std::size_t limit) {
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < size_; ++i) {
    if (at(i).is_kept) ranks.push_back(at(i).rank);
  }
  if (ranks.size() <= limit) return 0;
  std::sort(ranks.begin(), ranks.end());
  const std::size_t first_beyond = ranks[limit];
  for (std::size_t i = 0; i < size_; ++i) {
    if (at(i).rank >= first_beyond) at(i).is_kept = false;
  }
  return ranks.size() - limit;
}

void MemberList::compact() {
  if (size_ == 0) return;
  std::size_t to = at(0).begin;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    Member member = at(i);
    if (!member.is_kept) continue;
    const std::size_t bytes = member.end - member.begin;
    std::memmove(out_.data() + to, out_.data() + member.begin, bytes);
    member.key_at -= member.begin - to;
    member.begin = to;
    member.end = to + bytes;
    at(kept++) = member;
    to += bytes;
  }
  out_.truncate(to);
  size_ = kept;
  more_.resize(kept > kFew ? kept - kFew : 0);
}

}  // namespace otel_native
