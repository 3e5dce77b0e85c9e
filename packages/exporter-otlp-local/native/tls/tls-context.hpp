#pragma once

#include <memory>
#include <string>
#include <utility>

#include "net/stream.hpp"
#include "tls/make-context.hpp"
#include "tls/tls-settings.hpp"
#include "tls/tls-stream.hpp"

namespace otel_native::otlp_local {

/// Opens TLS streams to one server. Only the engine's thread calls it, and uses the streams.
class TlsContext {
 public:
  explicit TlsContext(TlsSettings settings) : settings_(std::move(settings)) {}

  /// Makes a stream over a connected, non-blocking socket: an `OpenStream`. Reads the files of the settings again, and
  /// forgets the sessions if one has changed. On failure, returns null and sets `error`.
  std::unique_ptr<Stream> open(int fd, std::string& error);

 private:
  bool refresh(std::string& error);

  const TlsSettings settings_;
  TlsFiles files_;
  std::shared_ptr<TlsShared> shared_;
};

}  // namespace otel_native::otlp_local
