#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace otel_native::otlp_local {

/// The longest code for literals and distances: RFC 1951, section 3.2.7.
inline constexpr unsigned kMaxCodeLength = 15;

/// A symbol's code as DEFLATE writes it: reversed, so that its first bit is written first.
struct HuffmanCode {
  std::uint16_t bits = 0;
  std::uint8_t length = 0;
};

/// Assigns a code of at most `max_length` bits to each symbol that occurs, shorter codes to more frequent symbols.
/// Other symbols get length 0. At least two symbols get a code, since some decoders reject an incomplete code. `counts`
/// and `codes` have the same size, 2 to 288.
void make_huffman_codes(std::span<const std::uint32_t> counts, unsigned max_length, std::span<HuffmanCode> codes);

}  // namespace otel_native::otlp_local
