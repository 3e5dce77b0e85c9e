#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace otel_native::otlp_local {

/// The bytes in the format of gzip (RFC 1952), compressed with DEFLATE (RFC 1951). At most 4 GiB.
/// docs/adr/0008-gzip-of-our-own.md says why this is not zlib.
std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> data);

}  // namespace otel_native::otlp_local
