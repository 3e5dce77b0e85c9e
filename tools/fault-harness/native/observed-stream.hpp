#pragma once

#include <cstdint>

#include "metric-definer.hpp"
#include "metrics/metric-pipeline.hpp"
#include "random.hpp"
#include "soak-observer.hpp"

namespace soak {

/// A stream with one series, whose values native code observes: a sum in either temporality, or a last value.
class ObservedStream {
 public:
  ObservedStream(otel_native::MetricPipeline& pipeline, MetricDefiner& definer, std::uint32_t stream_id,
                 Random& random);
  ~ObservedStream();
  ObservedStream(const ObservedStream&) = delete;
  ObservedStream& operator=(const ObservedStream&) = delete;

  /// Has another layout, or is taken away and given again.
  void disturb();
  bool is_delta_sum() const { return is_delta_sum_; }
  /// The last value that was reported; each was one more than the one before.
  std::uint64_t reported() const { return observer_->reported(); }

 private:
  void give();
  void say_what_it_means();

  otel_native::MetricPipeline& pipeline_;
  Random& random_;
  const std::uint32_t stream_id_;
  SoakObserver* const observer_;
  bool is_delta_sum_ = false;
  std::uint32_t observer_id_ = 0;
};

}  // namespace soak
