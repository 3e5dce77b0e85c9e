#pragma once

#include "metrics/metric-stream.hpp"

namespace otel_native {

/// Reads the bank of a histogram. What does not fit the stream is left out.
void read_histogram(const MetricStream& stream, const double* bank, HistogramValue& value);

/// Adds `delta` to what was before. Exponential histograms come to the largest scale at which all buckets of each sign
/// fit their number.
void merge_histograms(const MetricStream& stream, const HistogramValue& delta, HistogramValue& total);

}  // namespace otel_native
