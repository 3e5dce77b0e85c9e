#pragma once

#include <otel_native/exporter.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/endpoint.hpp"
#include "exporter/request-headers.hpp"
#include "gzip/gzip-encoder.hpp"
#include "http/request.hpp"
#include "net/stream.hpp"
#include "retry/backoff.hpp"

namespace otel_native::otlp_local {

/// The destination of one signal. The caller has checked all values.
struct SignalSettings {
  ServerAddress server;
  /// Plain, or TLS.
  OpenStream open_stream = open_plain_stream;
  RequestTarget target;
  /// Limit for a whole attempt.
  std::uint64_t timeout_ns;
  /// The longest accepted `Retry-After` wait.
  std::uint64_t max_retry_after_ns = 300'000'000'000;
  /// Level of gzip, from 1 to 9; 0 sends requests uncompressed.
  int gzip_level = 0;
  /// The header fields come from a function in JavaScript: nothing is sent before `set_headers`.
  bool has_changing_headers = false;
};

/// The way of one signal to its receiver: makes requests, understands answers, and counts failures in a row.
class SignalChannel : public std::enable_shared_from_this<SignalChannel> {
 public:
  SignalChannel(const SignalSettings& settings, std::uint32_t seed, Lookup lookup);

  // --- any thread ---

  std::uint64_t timeout_ns() const { return timeout_ns_; }
  /// Later requests have the host and the header fields of the target.
  void set_headers(const RequestTarget& target);
  /// Whether the server refused the headers since the last call.
  bool take_wants_headers() { return wants_headers_.exchange(false, std::memory_order_relaxed); }

  // --- the engine's thread ---

  /// Makes one attempt.
  void send(const otel_native_batch& batch, TimePoint deadline, void* token, otel_native_done done);
  /// Returns false if no batch with this token is in flight.
  bool cancel(const void* token) { return endpoint_->cancel(token); }
  void close_idle() { endpoint_->close_idle(); }

 private:
  std::shared_ptr<const RequestHeaders> headers() const;
  /// Each fills the result and returns what to say, or an empty text.
  std::string settle(const PostResult& post, TimePoint started_at, otel_native_result& result);
  std::string settle_success(const PostResult& post, otel_native_result& result);
  std::string settle_refusal(const PostResult& post, TimePoint started_at, otel_native_result& result);
  bool awaits_new_headers(int status);
  std::uint64_t pause_after_failure(TimePoint started_at);
  void reply(const std::string& text, const RequestHeaders* headers, otel_native_result& answer, void* token,
             otel_native_done done) const;

  const std::string name_;  ///< the endpoint, for messages
  const std::string path_;
  const bool has_changing_headers_;
  mutable std::mutex headers_mutex_;
  std::shared_ptr<const RequestHeaders> headers_;  ///< guarded by headers_mutex_; null before the first are known
  std::atomic<bool> wants_headers_{false};
  const std::uint64_t timeout_ns_;
  const std::uint64_t max_retry_after_ns_;
  std::optional<GzipEncoder> gzip_;
  const std::shared_ptr<Endpoint> endpoint_;
  Backoff backoff_;
  std::optional<TimePoint> refused_since_;  ///< since no request was accepted
  TimePoint last_failure_ = TimePoint::min();
  std::uint64_t last_pause_ns_ = 0;
};

}  // namespace otel_native::otlp_local
