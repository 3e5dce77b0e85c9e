#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "metrics/metric-memory.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

/// Consecutive buckets of an exponential histogram. `start` is the index of the first bucket at the scale of the data
/// point.
struct BucketRange {
  std::int32_t start = 0;
  std::vector<double> counts;

  bool empty() const { return counts.empty(); }
};

/// A histogram of either kind; counts are whole numbers that fit a double.
struct HistogramValue {
  double count = 0;
  double sum = 0;
  double min = 0;
  double max = 0;
  /// Explicit histogram: every bucket. Exponential histogram: the positive buckets, from `positive.start` on.
  BucketRange positive;
  // Exponential only:
  BucketRange negative;
  double zero_count = 0;
  std::int32_t scale = 0;
};

/// The latest observation of a series.
struct Observed {
  double value = 0;
  double start_millis = 0;
  /// The interval of the observation; 0 means none.
  std::uint32_t epoch = 0;
  std::uint32_t round = 0;
  /// The value in the last collection.
  std::optional<double> told;
};

/// The aggregate of one stream for one set of attributes.
struct Series {
  ByteBuffer attributes;  ///< encoded, as repeated fields of a data point
  Place place;
  Place exemplars;
  bool has_exemplars = false;
  /// Whether the series was in the last collection (delta), or in any (cumulative).
  bool reported = false;
  double start_millis = 0;
  /// The observed value of an observable instrument, which does not use banks.
  std::unique_ptr<Observed> observed;
  // Cumulative only:
  double number = 0;
  std::unique_ptr<HistogramValue> histogram;
};

}  // namespace otel_native
