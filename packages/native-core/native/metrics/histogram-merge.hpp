#pragma once

#include "metrics/metric-stream.hpp"

namespace otel_native {

/// Reads the bank of a histogram. Ignores what does not match the stream.
void read_histogram(const MetricStream& stream, const double* bank, HistogramValue& value);

/// Adds `delta` to `total`. Exponential histograms are reduced to the largest scale at which the buckets of each sign
/// fit their limit.
void merge_histograms(const MetricStream& stream, const HistogramValue& delta, HistogramValue& total);

}  // namespace otel_native
