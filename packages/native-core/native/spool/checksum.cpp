#include "spool/checksum.hpp"

#include <array>
#include <cstring>

namespace otel_native {
namespace {

constexpr std::uint32_t kPolynomial = 0xedb88320u;
/// Bytes per step: with a single table, the checksum would be the slowest work of the drain thread.
constexpr std::size_t kSlices = 8;

using Tables = std::array<std::array<std::uint32_t, 256>, kSlices>;

constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ ((rest & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = rest;
  }
  for (std::size_t slice = 1; slice < kSlices; ++slice) {
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[slice - 1][byte];
      tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

}  // namespace

std::uint32_t checksum(const std::uint8_t* data, std::size_t size, std::uint32_t before) {
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  return 0;  // a fuzzer would never find a matching checksum
#endif
  std::uint32_t rest = ~before;
  for (; size >= kSlices; data += kSlices, size -= kSlices) {
    std::uint32_t low;
    std::uint32_t high;
    std::memcpy(&low, data, sizeof(low));
    std::memcpy(&high, data + sizeof(low), sizeof(high));
    low ^= rest;
    rest = kTables[7][low & 0xff] ^ kTables[6][low >> 8 & 0xff] ^ kTables[5][low >> 16 & 0xff] ^ kTables[4][low >> 24] ^
           kTables[3][high & 0xff] ^ kTables[2][high >> 8 & 0xff] ^ kTables[1][high >> 16 & 0xff] ^
           kTables[0][high >> 24];
  }
  for (; size > 0; ++data, --size) rest = (rest >> 8) ^ kTables[0][(rest ^ *data) & 0xff];
  return ~rest;
}

}  // namespace otel_native
