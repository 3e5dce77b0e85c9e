#pragma once

#include <cstdint>

#include "metric-recorder.hpp"
#include "metric-shape.hpp"
#include "metrics/metric-pipeline.hpp"
#include "pipeline-driver.hpp"
#include "random.hpp"
#include "record-builder.hpp"

namespace soak {

/// Tells a pipeline what is recorded, as `metric-definitions.ts` does.
class MetricDefiner {
 public:
  MetricDefiner(otel_native::MetricPipeline& pipeline, const ProducerPlace& place, Random& random);

  void stream(std::uint32_t id, const MetricShape& shape);
  /// @param number the one that the receiver knows the series by
  void series(std::uint32_t stream_id, std::uint32_t id, std::uint32_t number, const Cell& cell);
  void exemplars(std::uint32_t stream_id, std::uint32_t series_id, const Cell& cell);
  /// Gives the id of what a view left out of a measurement: its value.
  std::uint32_t filtered(std::uint32_t value, std::uint32_t epoch);

 private:
  void define(const otel_native::test::RecordBuilder& record);
  void resource(const ProducerPlace& place);

  otel_native::MetricPipeline& pipeline_;
  Random& random_;
  std::uint32_t last_filtered_id_ = 0;
};

}  // namespace soak
