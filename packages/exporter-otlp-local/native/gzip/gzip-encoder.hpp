#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct z_stream_s;  // zlib.h is included in this folder alone

namespace otel_native::otlp_local {

struct HostZlib;

/// The zlib of the host, or null if the host exports none: Bun, Deno and Electron.
const HostZlib* host_zlib();

/// Compresses requests to the gzip format (RFC 1952). Keeps one state of about 256 KiB from the first request on, so
/// that a request allocates only its result. For one thread.
class GzipEncoder {
 public:
  /// `level` is 1 (fastest) to 9 (smallest).
  explicit GzipEncoder(int level, const HostZlib* zlib = host_zlib());
  ~GzipEncoder();
  GzipEncoder(const GzipEncoder&) = delete;
  GzipEncoder& operator=(const GzipEncoder&) = delete;

  /// Returns the compressed data. Returns nothing if the host has no zlib that works: send the data as it is then.
  std::vector<std::uint8_t> compress(std::span<const std::uint8_t> data);

 private:
  bool prepare();
  bool run(std::span<const std::uint8_t> data, std::vector<std::uint8_t>& out);

  const HostZlib* const zlib_;
  const int level_;
  std::unique_ptr<z_stream_s> stream_;  ///< null until the first request; the state inside points back to it
};

}  // namespace otel_native::otlp_local
