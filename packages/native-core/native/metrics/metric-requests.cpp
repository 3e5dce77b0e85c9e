#include "metrics/metric-requests.hpp"

#include <utility>

#include "metrics/point-encoder.hpp"

namespace otel_native {

void MetricRequests::end_metric() {
  if (points_.empty()) return;
  ProtoWriter out(metrics_);
  const auto metric = out.begin(kScopeItems, points_.size() + stream_->head.size() + 8);
  out.raw(stream_->head);
  const auto data = out.begin(data_field(*stream_), points_.size() + 4);
  out.raw(points_);
  encode_data_tail(*stream_, out);
  out.end(data);
  out.end(metric);
  points_.clear();
}

void MetricRequests::end_scope() {
  if (metrics_.empty()) return;
  ProtoWriter out(scopes_);
  out.length(kResourceScopes, scope_->size() + metrics_.size());
  out.raw(scope_->head);
  out.raw(metrics_);
  out.raw(scope_->tail);
  metrics_.clear();
}

void MetricRequests::cut() {
  end_metric();
  end_scope();
  finish();
}

void MetricRequests::finish() {
  if (point_count_ == 0) return;
  push_(enclose(resource_, scopes_), std::exchange(point_count_, 0));
  scopes_.clear();
}

}  // namespace otel_native
