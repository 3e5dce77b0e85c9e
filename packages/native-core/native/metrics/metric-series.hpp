#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "metrics/metric-memory.hpp"
#include "record/byte-buffer.hpp"

namespace otel_native {

/// Consecutive buckets of an exponential histogram. `start` is the index of the first one at the scale of its point.
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
  /// Explicit: every bucket. Exponential: the positive ones, from `positive.start` on.
  BucketRange positive;
  // Exponential only:
  BucketRange negative;
  double zero_count = 0;
  std::int32_t scale = 0;
};

/// What was observed of a series last.
struct Observed {
  double value = 0;
  double start_millis = 0;
  /// The interval that it belongs to; 0 is none.
  std::uint32_t epoch = 0;
  std::uint32_t round = 0;
  /// What the last collection told.
  std::optional<double> told;
};

/// What one set of attributes of a stream adds up to.
struct Series {
  ByteBuffer attributes;  ///< encoded, as repeated fields of a data point
  Place place;
  Place exemplars;
  bool has_exemplars = false;
  /// Whether it was in the last collection (delta), or in any (cumulative).
  bool reported = false;
  double start_millis = 0;
  /// Of an observable instrument's number, once there is one; its banks are not used.
  std::unique_ptr<Observed> observed;
  // Cumulative only:
  double number = 0;
  std::unique_ptr<HistogramValue> histogram;
};

}  // namespace otel_native
