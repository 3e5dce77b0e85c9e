#pragma once

#include <otel_native/exporter.h>

#include <cstdint>
#include <string>
#include <vector>

#include "http/client.hpp"
#include "http/request.hpp"
#include "net/signal-pipe.hpp"
#include "retry/backoff.hpp"

namespace otel_native::otlp_local {

/// The destination of one signal. The caller has checked all values.
struct SignalSettings {
  ServerAddress server;
  RequestTarget target;
  /// Limit for a whole attempt.
  std::uint64_t timeout_ns;
  /// The longest accepted `Retry-After` wait.
  std::uint64_t max_retry_after_ns = 300'000'000'000;
  bool is_compressed = false;  ///< requests are sent with gzip
};

/// The connection of one signal, and its number of failures in a row. For one thread.
class SignalChannel {
 public:
  SignalChannel(const SignalSettings& settings, std::uint32_t seed, Lookup lookup);

  /// Makes one attempt within the shorter of `timeout_ns` and the signal's own timeout.
  void send(const otel_native_batch& batch, std::uint64_t timeout_ns, const SignalPipe& interrupt,
            otel_native_result& result);
  void close() { client_.close(); }

 private:
  void settle(const PostResult& post, otel_native_result& result);
  void settle_success(const PostResult& post, otel_native_result& result);
  void settle_refusal(const PostResult& post, otel_native_result& result);
  void say(const std::string& text, otel_native_result& result) const;

  const std::string name_;                  ///< the endpoint, for messages
  const std::vector<std::string> secrets_;  ///< what no message may show
  const std::string request_prefix_;
  const std::uint64_t timeout_ns_;
  const std::uint64_t max_retry_after_ns_;
  const bool is_compressed_;
  Client client_;
  Backoff backoff_;
};

}  // namespace otel_native::otlp_local
