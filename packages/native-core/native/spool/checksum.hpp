#pragma once

#include <cstddef>
#include <cstdint>

namespace otel_native {

/// CRC-32 (the polynomial of zlib) of `size` bytes, continued from `before`.
std::uint32_t checksum(const std::uint8_t* data, std::size_t size, std::uint32_t before = 0);

}  // namespace otel_native
