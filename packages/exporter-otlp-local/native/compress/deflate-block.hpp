#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "compress/bit-writer.hpp"
#include "compress/match-finder.hpp"

namespace otel_native::otlp_local {

/// Collects literals and matches, and writes them as one block with its own Huffman codes: RFC 1951, section 3.2.7.
class DeflateBlock {
 public:
  bool is_full() const { return tokens_.size() >= kMaxTokens; }
  void add(std::uint8_t literal);
  void add(const Match& match);
  /// Writes the block and starts the next one.
  void write(BitWriter& bits, bool is_last);

 private:
  static constexpr std::size_t kMaxTokens = 16 * 1024;
  static constexpr std::size_t kLiteralSymbols = 286;
  static constexpr std::size_t kDistanceSymbols = 30;

  struct Token {
    std::uint16_t distance;  ///< 0: a literal
    std::uint16_t value;     ///< the literal, or the length
  };

  std::vector<Token> tokens_;
  std::array<std::uint32_t, kLiteralSymbols> literal_counts_{};
  std::array<std::uint32_t, kDistanceSymbols> distance_counts_{};
};

}  // namespace otel_native::otlp_local
