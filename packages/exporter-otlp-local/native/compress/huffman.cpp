#include "compress/huffman.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace otel_native::otlp_local {
namespace {

/// The number of codes of each length.
using LengthCounts = std::array<std::uint32_t, kMaxCodeLength + 1>;

struct Symbol {
  std::uint32_t count;
  std::uint16_t index;
};

/// The symbols that get a code, rarest first.
std::vector<Symbol> used_symbols(std::span<const std::uint32_t> counts) {
  std::vector<Symbol> used;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) used.push_back({counts[i], static_cast<std::uint16_t>(i)});
  }
  for (std::uint16_t i = 0; used.size() < 2; ++i) {
    if (counts[i] == 0) used.push_back({0, i});
  }
  std::sort(used.begin(), used.end(), [](const Symbol& left, const Symbol& right) {
    return left.count != right.count ? left.count < right.count : left.index < right.index;
  });
  return used;
}

/// Counts the leaves of the Huffman tree by depth. Depths above `max_length` are cut to it, so the result may be too
/// full for a prefix code: see make_room().
LengthCounts count_lengths(const std::vector<Symbol>& used, unsigned max_length) {
  // Nodes: the leaves, then the inner nodes in order of creation.
  std::vector<std::size_t> parents(2 * used.size() - 1, 0);
  using Weighted = std::pair<std::uint64_t, std::size_t>;
  std::priority_queue<Weighted, std::vector<Weighted>, std::greater<>> roots;
  for (std::size_t i = 0; i < used.size(); ++i) roots.emplace(used[i].count, i);
  for (std::size_t node = used.size(); node < parents.size(); ++node) {
    const Weighted first = roots.top();
    roots.pop();
    const Weighted second = roots.top();
    roots.pop();
    parents[first.second] = parents[second.second] = node;
    roots.emplace(first.first + second.first, node);
  }
  std::vector<unsigned> depths(parents.size(), 0);
  LengthCounts lengths{};
  for (std::size_t node = parents.size() - 1; node-- > 0;) {
    depths[node] = depths[parents[node]] + 1;
    if (node < used.size()) ++lengths[std::min(depths[node], max_length)];
  }
  return lengths;
}

/// Cutting codes to `max_length` leaves too many codes of that length. Each step moves one of them below a shorter
/// code: the shorter code becomes one bit longer, and both share its place. This frees one place of the full length.
void make_room(LengthCounts& lengths, unsigned max_length) {
  std::uint64_t taken = 0;
  for (unsigned length = 1; length <= max_length; ++length) {
    taken += static_cast<std::uint64_t>(lengths[length]) << (max_length - length);
  }
  for (; taken > 1ull << max_length; --taken) {
    unsigned shorter = max_length - 1;
    while (lengths[shorter] == 0) --shorter;
    --lengths[shorter];
    lengths[shorter + 1] += 2;
    --lengths[max_length];
  }
}

std::uint16_t reversed(std::uint32_t bits, unsigned length) {
  std::uint32_t result = 0;
  for (unsigned i = 0; i < length; ++i) result |= (bits >> i & 1) << (length - 1 - i);
  return static_cast<std::uint16_t>(result);
}

}  // namespace

void make_huffman_codes(std::span<const std::uint32_t> counts, unsigned max_length, std::span<HuffmanCode> codes) {
  const std::vector<Symbol> used = used_symbols(counts);
  LengthCounts lengths = count_lengths(used, max_length);
  make_room(lengths, max_length);

  std::fill(codes.begin(), codes.end(), HuffmanCode{});
  std::size_t next_symbol = 0;
  for (unsigned length = max_length; length > 0; --length) {
    for (std::uint32_t i = 0; i < lengths[length]; ++i) {
      codes[used[next_symbol++].index].length = static_cast<std::uint8_t>(length);
    }
  }
  // Codes of one length count up in symbol order: RFC 1951, section 3.2.2.
  std::array<std::uint32_t, kMaxCodeLength + 1> next_code{};
  for (unsigned length = 1; length < kMaxCodeLength; ++length) {
    next_code[length + 1] = (next_code[length] + lengths[length]) << 1;
  }
  for (HuffmanCode& code : codes) {
    if (code.length > 0) code.bits = reversed(next_code[code.length]++, code.length);
  }
}

}  // namespace otel_native::otlp_local
