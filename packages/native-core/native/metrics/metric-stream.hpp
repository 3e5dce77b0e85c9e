#pragma once

#include <cstdint>
#include <vector>

#include "metrics/metric-series.hpp"
#include "record/byte-buffer.hpp"
#include "record/string-table.hpp"

namespace otel_native {

/// The aggregation of one instrument through one view, exported as an OTLP `Metric`.
struct MetricStream {
  /// Reads a whole stream record. Returns false if it is not well formed.
  bool define(const std::uint8_t* record, std::size_t size, StringTable& strings);

  bool has(std::uint32_t flag) const { return (flags & flag) != 0; }
  bool is_histogram() const { return aggregation >= kAggregationExplicit; }
  bool is_monotonic_sum() const { return has(kStreamFlagMonotonic) && aggregation == kAggregationSum; }
  bool is_observed_number() const { return has(kStreamFlagObserved) && !is_histogram(); }
  /// Size of one of the two banks of a series.
  std::size_t bank_doubles() const;
  std::size_t exemplar_bank_doubles() const { return kExemplarsDouble + exemplar_count * kExemplarDoubles; }
  /// Number of the field for attributes in a data point.
  std::uint32_t attributes_field() const;

  std::uint32_t scope_id = 0;
  std::uint8_t aggregation = 0;
  std::uint8_t flags = 0;
  std::vector<double> boundaries;
  std::uint32_t positive_count = 0;
  std::uint32_t negative_count = 0;
  std::uint32_t exemplar_count = 0;
  ByteBuffer head;  ///< the fields name, description and unit
  std::vector<Series> series;
};

}  // namespace otel_native
