#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace otel_native::otlp_local {

/// RFC 1951, section 3.2.7: no code of literals or distances is longer.
inline constexpr unsigned kMaxCodeLength = 15;

/// A symbol's code as DEFLATE writes it: its bits reversed, so that the first comes out first.
struct HuffmanCode {
  std::uint16_t bits = 0;
  std::uint8_t length = 0;
};

/// Gives each symbol that occurs a code of at most `max_length` bits, short ones to those that occur often; a symbol
/// that does not occur gets length 0. At least two symbols get a code, since some decoders refuse a code that is not
/// complete. `counts` and `codes` are of one size, 2 to 288.
void make_huffman_codes(std::span<const std::uint32_t> counts, unsigned max_length, std::span<HuffmanCode> codes);

}  // namespace otel_native::otlp_local
