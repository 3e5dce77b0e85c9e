#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace otel_native::otlp_local {

/// Compresses at most 4 GiB to the gzip format (RFC 1952) with DEFLATE (RFC 1951). docs/adr/0008-gzip-of-our-own.md
/// explains why this is not zlib.
std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> data);

}  // namespace otel_native::otlp_local
