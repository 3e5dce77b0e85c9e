#pragma once

#include <zlib.h>

#include "host/host-table.hpp"

namespace otel_native::otlp_local {

#define OTEL_NATIVE_ZLIB_FUNCTIONS(f) f(deflateInit2_) f(deflate) f(deflateReset) f(deflateEnd)

/// The functions of the zlib in the host's executable. The addon has no zlib of its own: docs/adr/0017-gzip-by-node.md.
struct HostZlib {
  OTEL_NATIVE_HOST_TABLE(OTEL_NATIVE_ZLIB_FUNCTIONS)
};

}  // namespace otel_native::otlp_local
