#pragma once

#include <cstdint>
#include <unordered_map>

#include "metrics/metric-stream.hpp"
#include "otlp/proto-writer.hpp"

namespace otel_native {

/// Attributes of exemplars that a view removed from the series, by their id.
struct FilteredAttributes {
  std::uint32_t epoch;
  ByteBuffer encoded;
};
using FilteredAttributesById = std::unordered_map<std::uint32_t, FilteredAttributes>;

/// Properties shared by all points of a collection.
struct CollectionTime {
  std::uint32_t epoch;
  std::uint64_t now_nano;
  std::uint64_t last_nano;  ///< of the collection before
};

/// Start and end time of one point, and its exemplars (or nullptr).
struct PointFrame {
  std::uint64_t start_nano;
  std::uint64_t time_nano;
  const double* exemplars;
  const FilteredAttributesById& filtered;
};

// These append the fields of a data point to `out`.
void encode_number_point(const MetricStream& stream, const Series& series, const PointFrame& frame, double value,
                         ProtoWriter& out);
void encode_histogram_point(const MetricStream& stream, const Series& series, const PointFrame& frame,
                            const HistogramValue& value, ProtoWriter& out);

/// The field of a `Metric` that contains the data points, and its other fields.
std::uint32_t data_field(const MetricStream& stream);
void encode_data_tail(const MetricStream& stream, ProtoWriter& out);

}  // namespace otel_native
