#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "net/stream.hpp"
#include "net/unique-fd.hpp"
#include "tls/tls-context.hpp"

/// Accepts the OpenSSL that this program is linked with.
bool use_own_openssl();

/// A stream of the tests with its socket. Waits as the engine does, but for at most ten seconds a step.
class TlsClient {
 public:
  TlsClient(otel_native::otlp_local::TlsContext& context, otel_native::otlp_local::UniqueFd socket);
  ~TlsClient();

  /// An empty text, or why it failed.
  std::string handshake();
  std::string send(const std::string& head, const std::string& body);
  /// Receives `size` bytes, or less if the connection ended. Puts the reason of a failure into `error`.
  std::string receive(std::size_t size);
  /// One call that does not wait.
  otel_native::otlp_local::IoStatus peek();

  otel_native::otlp_local::Stream* stream() { return stream_.get(); }
  std::string error;

 private:
  otel_native::otlp_local::IoResult wait(const std::function<otel_native::otlp_local::IoResult()>& call);

  otel_native::otlp_local::UniqueFd socket_;
  std::unique_ptr<otel_native::otlp_local::Stream> stream_;
};
