#include "compress/match-finder.hpp"

#include <algorithm>
#include <cstring>

namespace otel_native::otlp_local {
namespace {

constexpr std::size_t kWindowBytes = 32 * 1024;
constexpr unsigned kHashBits = 15;
/// Candidates to compare. More find little: repetitions in OTLP are near and frequent.
constexpr int kMaxTries = 12;
/// A match of this length ends the search.
constexpr std::uint32_t kGoodLength = 64;

}  // namespace

MatchFinder::MatchFinder(std::span<const std::uint8_t> data)
    : data_(data), newest_(1u << kHashBits, 0), previous_(kWindowBytes, 0) {}

std::uint32_t MatchFinder::hash_at(std::size_t position) const {
  std::uint32_t word = 0;
  std::memcpy(&word, data_.data() + position, sizeof(word));
  return word * 0x9e3779b1u >> (32 - kHashBits);
}

std::uint32_t MatchFinder::common_length(std::size_t left, std::size_t right) const {
  const std::size_t limit = std::min<std::size_t>(kMaxLength, data_.size() - right);
  std::size_t length = 0;
  while (length < limit && data_[left + length] == data_[right + length]) ++length;
  return static_cast<std::uint32_t>(length);
}

Match MatchFinder::find(std::size_t position) const {
  Match best;
  if (position + kMinLength > data_.size()) return best;
  std::uint32_t candidate = newest_[hash_at(position)];
  for (int tries = 0; tries < kMaxTries && candidate != 0; ++tries) {
    const std::size_t at = candidate - 1;
    if (position - at > kWindowBytes) break;
    const std::uint32_t length = common_length(at, position);
    if (length >= kMinLength && length > best.length) {
      best = {length, static_cast<std::uint32_t>(position - at)};
      if (length >= kGoodLength) break;
    }
    const std::uint32_t next = previous_[at % kWindowBytes];
    // The slot of a position outside the window holds a newer position.
    if (next >= candidate) break;
    candidate = next;
  }
  return best;
}

void MatchFinder::add(std::size_t position) {
  if (position + kMinLength > data_.size()) return;
  std::uint32_t& newest = newest_[hash_at(position)];
  previous_[position % kWindowBytes] = newest;
  newest = static_cast<std::uint32_t>(position + 1);
}

}  // namespace otel_native::otlp_local
