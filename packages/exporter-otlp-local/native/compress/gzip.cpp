#include "compress/gzip.hpp"

#include <array>

#include "compress/bit-writer.hpp"
#include "compress/deflate-block.hpp"
#include "compress/match-finder.hpp"

namespace otel_native::otlp_local {
namespace {

std::array<std::uint32_t, 256> make_crc_table() {
  constexpr std::uint32_t kPolynomial = 0xedb88320;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest & 1) != 0 ? rest >> 1 ^ kPolynomial : rest >> 1;
    table[byte] = rest;
  }
  return table;
}

std::uint32_t crc32(std::span<const std::uint8_t> data) {
  static const std::array<std::uint32_t, 256> kTable = make_crc_table();
  std::uint32_t crc = 0xffffffff;
  for (const std::uint8_t byte : data) crc = kTable[(crc ^ byte) & 0xff] ^ crc >> 8;
  return ~crc;
}

void deflate(std::span<const std::uint8_t> data, std::vector<std::uint8_t>& out) {
  BitWriter bits(out);
  MatchFinder matches(data);
  DeflateBlock block;
  std::size_t position = 0;
  while (position < data.size()) {
    if (block.is_full()) block.write(bits, false);
    const Match match = matches.find(position);
    const std::size_t end = position + (match.length > 0 ? match.length : 1);
    if (match.length > 0) {
      block.add(match);
    } else {
      block.add(data[position]);
    }
    for (; position < end; ++position) matches.add(position);
  }
  block.write(bits, true);
  bits.finish();
}

void append_little_endian(std::uint32_t value, std::vector<std::uint8_t>& out) {
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

}  // namespace

std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> data) {
  // Magic number, DEFLATE, no flags, no time, no hint, unknown system.
  std::vector<std::uint8_t> out = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
  out.reserve(data.size() / 4 + 64);
  deflate(data, out);
  append_little_endian(crc32(data), out);
  append_little_endian(static_cast<std::uint32_t>(data.size()), out);
  return out;
}

}  // namespace otel_native::otlp_local
