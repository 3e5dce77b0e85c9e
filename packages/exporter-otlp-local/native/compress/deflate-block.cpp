#include "compress/deflate-block.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "compress/huffman.hpp"

namespace otel_native::otlp_local {
namespace {

constexpr std::size_t kEndOfBlock = 256;
constexpr std::size_t kFirstLengthSymbol = 257;
constexpr std::uint32_t kMaxLength = MatchFinder::kMaxLength;

/// A symbol and its extra bits.
struct Extended {
  std::uint32_t symbol;
  std::uint32_t extra;
  unsigned extra_bits;
};

/// Encodes a length or a distance: the first `2 << group_bits` values have one symbol each. After that, each group of
/// `1 << group_bits` symbols covers twice as many values per symbol as the group before.
Extended extend(std::uint32_t value, unsigned group_bits) {
  if (value < 2u << group_bits) return {value, 0, 0};
  const unsigned extra_bits = static_cast<unsigned>(std::bit_width(value)) - 1 - group_bits;
  const std::uint32_t symbol = (extra_bits << group_bits) + (value >> extra_bits);
  return {symbol, value & ((1u << extra_bits) - 1), extra_bits};
}

/// RFC 1951, section 3.2.5. The longest match has its own symbol, the last one.
Extended length_symbol(std::uint32_t length) {
  if (length == kMaxLength) return {285, 0, 0};
  Extended extended = extend(length - 3, 2);
  extended.symbol += kFirstLengthSymbol;
  return extended;
}

Extended distance_symbol(std::uint32_t distance) { return extend(distance - 1, 1); }

/// One step in the description of the code lengths: RFC 1951, section 3.2.7.
struct LengthStep {
  std::uint8_t symbol;
  std::uint8_t extra;
  std::uint8_t extra_bits;
};

constexpr std::uint8_t kRepeatPrevious = 16;
constexpr std::uint8_t kRepeatZero = 17;
constexpr std::uint8_t kRepeatZeroLong = 18;
constexpr std::size_t kStepSymbols = 19;
constexpr unsigned kMaxStepCodeLength = 7;
/// The order in which the code lengths of the steps are written.
constexpr std::array<std::uint8_t, kStepSymbols> kStepOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                               11, 4,  12, 3, 13, 2, 14, 1, 15};

void describe_zeros(std::size_t count, std::vector<LengthStep>& steps) {
  while (count > 0) {
    if (count < 3) {
      steps.push_back({0, 0, 0});
      --count;
      continue;
    }
    const std::size_t taken = std::min<std::size_t>(count, 138);
    if (taken <= 10) {
      steps.push_back({kRepeatZero, static_cast<std::uint8_t>(taken - 3), 3});
    } else {
      steps.push_back({kRepeatZeroLong, static_cast<std::uint8_t>(taken - 11), 7});
    }
    count -= taken;
  }
}

void describe_run(std::uint8_t length, std::size_t count, std::vector<LengthStep>& steps) {
  steps.push_back({length, 0, 0});
  for (--count; count >= 3;) {
    const std::size_t taken = std::min<std::size_t>(count, 6);
    steps.push_back({kRepeatPrevious, static_cast<std::uint8_t>(taken - 3), 2});
    count -= taken;
  }
  for (; count > 0; --count) steps.push_back({length, 0, 0});
}

std::vector<LengthStep> describe(std::span<const std::uint8_t> lengths) {
  std::vector<LengthStep> steps;
  for (std::size_t begin = 0; begin < lengths.size();) {
    std::size_t end = begin;
    while (end < lengths.size() && lengths[end] == lengths[begin]) ++end;
    if (lengths[begin] == 0) {
      describe_zeros(end - begin, steps);
    } else {
      describe_run(lengths[begin], end - begin, steps);
    }
    begin = end;
  }
  return steps;
}

void write_code(const HuffmanCode& code, BitWriter& bits) { bits.write(code.bits, code.length); }

/// Returns the number of symbols up to the last one with a code.
std::size_t used_size(std::span<const HuffmanCode> codes, std::size_t least) {
  std::size_t size = codes.size();
  while (size > least && codes[size - 1].length == 0) --size;
  return size;
}

/// Writes the literal and distance codes of the block.
void write_codes(std::span<const HuffmanCode> literals, std::span<const HuffmanCode> distances, BitWriter& bits) {
  const std::size_t literal_size = used_size(literals, kFirstLengthSymbol);
  const std::size_t distance_size = used_size(distances, 1);
  std::vector<std::uint8_t> lengths;
  lengths.reserve(literal_size + distance_size);
  for (std::size_t i = 0; i < literal_size; ++i) lengths.push_back(literals[i].length);
  for (std::size_t i = 0; i < distance_size; ++i) lengths.push_back(distances[i].length);
  const std::vector<LengthStep> steps = describe(lengths);

  std::array<std::uint32_t, kStepSymbols> counts{};
  for (const LengthStep& step : steps) ++counts[step.symbol];
  std::array<HuffmanCode, kStepSymbols> codes{};
  make_huffman_codes(counts, kMaxStepCodeLength, codes);
  std::size_t step_size = kStepSymbols;
  while (step_size > 4 && codes[kStepOrder[step_size - 1]].length == 0) --step_size;

  bits.write(static_cast<std::uint32_t>(literal_size - kFirstLengthSymbol), 5);
  bits.write(static_cast<std::uint32_t>(distance_size - 1), 5);
  bits.write(static_cast<std::uint32_t>(step_size - 4), 4);
  for (std::size_t i = 0; i < step_size; ++i) bits.write(codes[kStepOrder[i]].length, 3);
  for (const LengthStep& step : steps) {
    write_code(codes[step.symbol], bits);
    bits.write(step.extra, step.extra_bits);
  }
}

void write_extended(const Extended& extended, const HuffmanCode& code, BitWriter& bits) {
  write_code(code, bits);
  bits.write(extended.extra, extended.extra_bits);
}

}  // namespace

void DeflateBlock::add(std::uint8_t literal) {
  tokens_.push_back({0, literal});
  ++literal_counts_[literal];
}

void DeflateBlock::add(const Match& match) {
  tokens_.push_back({static_cast<std::uint16_t>(match.distance), static_cast<std::uint16_t>(match.length)});
  ++literal_counts_[length_symbol(match.length).symbol];
  ++distance_counts_[distance_symbol(match.distance).symbol];
}

void DeflateBlock::write(BitWriter& bits, bool is_last) {
  constexpr std::uint32_t kDynamicCodes = 2;
  ++literal_counts_[kEndOfBlock];
  std::array<HuffmanCode, kLiteralSymbols> literals{};
  std::array<HuffmanCode, kDistanceSymbols> distances{};
  make_huffman_codes(literal_counts_, kMaxCodeLength, literals);
  make_huffman_codes(distance_counts_, kMaxCodeLength, distances);

  bits.write(is_last ? 1 : 0, 1);
  bits.write(kDynamicCodes, 2);
  write_codes(literals, distances, bits);
  for (const Token& token : tokens_) {
    if (token.distance == 0) {
      write_code(literals[token.value], bits);
      continue;
    }
    const Extended length = length_symbol(token.value);
    write_extended(length, literals[length.symbol], bits);
    const Extended distance = distance_symbol(token.distance);
    write_extended(distance, distances[distance.symbol], bits);
  }
  write_code(literals[kEndOfBlock], bits);
  tokens_.clear();
  literal_counts_.fill(0);
  distance_counts_.fill(0);
}

}  // namespace otel_native::otlp_local
