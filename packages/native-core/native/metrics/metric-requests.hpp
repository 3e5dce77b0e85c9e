#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>

#include "metrics/metric-stream.hpp"
#include "otlp/envelope.hpp"
#include "otlp/proto-writer.hpp"

namespace otel_native {

/// Combines data points to `ExportMetricsServiceRequest`s of limited size. A metric or scope that does not fit
/// continues in the next request.
class MetricRequests {
 public:
  using Push = std::function<void(ByteBuffer request, std::uint32_t points)>;

  MetricRequests(const Envelope& resource, std::size_t max_bytes, Push push)
      : resource_(resource), max_bytes_(max_bytes), push_(std::move(push)) {}

  void begin_scope(const Envelope& scope) { scope_ = &scope; }
  void begin_metric(const MetricStream& stream) { stream_ = &stream; }
  /// Writes one data point with `encode(ProtoWriter&)`.
  template <typename Encode>
  void point(Encode encode) {
    const std::size_t before = points_.size();
    ProtoWriter out(points_);
    const auto message = out.begin(kDataPoints, kUsualPointBytes);
    encode(out);
    out.end(message);
    ++point_count_;
    largest_point_bytes_ = std::max(largest_point_bytes_, points_.size() - before);
    if (!has_room()) cut();
  }
  void end_metric();
  void end_scope();
  /// Sends what is left.
  void finish();

 private:
  static constexpr std::uint32_t kDataPoints = 1;  // of Gauge, Sum and both histograms
  static constexpr std::size_t kUsualPointBytes = 200;
  /// Most bytes of the tags and lengths around points, and of the fields behind them.
  static constexpr std::size_t kHeadsBytes = 32;

  void cut();
  /// Whether the request can take another point, if that is not larger than those before it.
  bool has_room() const {
    const std::size_t around = resource_.size() + scope_->size() + stream_->head.size() + kHeadsBytes;
    return points_.size() + metrics_.size() + scopes_.size() + largest_point_bytes_ + around <= max_bytes_;
  }

  const Envelope& resource_;
  const std::size_t max_bytes_;
  const Push push_;
  const Envelope* scope_ = nullptr;
  const MetricStream* stream_ = nullptr;
  ByteBuffer points_;   // of the current metric
  ByteBuffer metrics_;  // of the current scope
  ByteBuffer scopes_;
  std::uint32_t point_count_ = 0;
  std::size_t largest_point_bytes_ = 0;
};

}  // namespace otel_native
