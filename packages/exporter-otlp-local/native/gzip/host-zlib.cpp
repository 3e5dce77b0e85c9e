#include "gzip/host-zlib.hpp"

#include "gzip/gzip-encoder.hpp"

namespace otel_native::otlp_local {

const HostZlib* host_zlib() {
  static const std::optional<HostZlib> table = find_host_table<HostZlib>();
  return table ? &*table : nullptr;
}

}  // namespace otel_native::otlp_local
