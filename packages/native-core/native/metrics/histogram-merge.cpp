#include "metrics/histogram-merge.hpp"

#include <algorithm>

namespace otel_native {
namespace {

constexpr std::int32_t kMinScale = -10, kMaxScale = 20;
/// Doubles range from 2^-1023 to 2^1024, so indexes at a scale lie between minus this value and this value. At the
/// smallest scale two indexes are left, which limits the size of merged ranges, however far apart they were.
constexpr std::int32_t end_of_indexes(std::int32_t scale) { return 1 << (10 + scale); }

/// Converts a number from the shared memory to an integer within bounds, whatever it contains.
std::int32_t whole(double value, std::int32_t low, std::int32_t high) {
  return value >= low && value <= high ? static_cast<std::int32_t>(value) : low;
}

void read_buckets(const double* buckets, double start, double length, std::uint32_t limit, std::int32_t scale,
                  BucketRange& range) {
  const std::int32_t end = end_of_indexes(scale);
  range.start = whole(start, -end, end - 1);
  const std::int64_t most = std::min<std::int64_t>(limit, std::int64_t{end} - range.start);
  range.counts.assign(buckets, buckets + whole(length, 0, static_cast<std::int32_t>(most)));
}

/// The begin and end of a range at a scale that is smaller by `by`.
struct Span {
  std::int32_t low;
  std::int32_t high;
};

Span span_of(const BucketRange& range, std::int32_t by) {
  return {range.start >> by, (range.start + static_cast<std::int32_t>(range.counts.size()) - 1) >> by};
}

bool fits(const BucketRange& a, std::int32_t a_by, const BucketRange& b, std::int32_t b_by, std::uint32_t limit) {
  if (a.empty() && b.empty()) return true;
  if (a.empty()) return fits(b, b_by, b, b_by, limit);
  if (b.empty()) return fits(a, a_by, a, a_by, limit);
  const Span first = span_of(a, a_by);
  const Span second = span_of(b, b_by);
  const std::int64_t low = std::min(first.low, second.low);
  const std::int64_t high = std::max(first.high, second.high);
  return high - low < static_cast<std::int64_t>(limit);
}

/// Merges the buckets of both ranges, after reducing each by its number of scales.
BucketRange merged(const BucketRange& range, std::int32_t range_by, const BucketRange& added, std::int32_t added_by) {
  if (range.empty() && added.empty()) return {};
  const Span first = span_of(range.empty() ? added : range, range.empty() ? added_by : range_by);
  const Span second = span_of(added.empty() ? range : added, added.empty() ? range_by : added_by);
  BucketRange result;
  result.start = std::min(first.low, second.low);
  result.counts.assign(static_cast<std::size_t>(std::max(first.high, second.high) - result.start) + 1, 0);
  const auto add = [&result](const BucketRange& from, std::int32_t by) {
    for (std::size_t i = 0; i < from.counts.size(); ++i) {
      const std::int32_t index = (from.start + static_cast<std::int32_t>(i)) >> by;
      result.counts[static_cast<std::size_t>(index - result.start)] += from.counts[i];
    }
  };
  add(range, range_by);
  add(added, added_by);
  return result;
}

bool has_buckets(const HistogramValue& value) { return !value.positive.empty() || !value.negative.empty(); }

void merge_exponential(const MetricStream& stream, const HistogramValue& delta, HistogramValue& total) {
  total.zero_count += delta.zero_count;
  if (!has_buckets(delta)) return;
  // A side without buckets does not restrict the scale.
  const std::int32_t total_scale = has_buckets(total) ? total.scale : delta.scale;
  std::int32_t scale = std::min(total_scale, delta.scale);
  while (scale > kMinScale &&
         !(fits(total.positive, total_scale - scale, delta.positive, delta.scale - scale, stream.positive_count) &&
           fits(total.negative, total_scale - scale, delta.negative, delta.scale - scale, stream.negative_count))) {
    --scale;
  }
  total.positive = merged(total.positive, total_scale - scale, delta.positive, delta.scale - scale);
  total.negative = merged(total.negative, total_scale - scale, delta.negative, delta.scale - scale);
  total.scale = scale;
}

}  // namespace

void read_histogram(const MetricStream& stream, const double* bank, HistogramValue& value) {
  value.count = bank[kCountDouble];
  value.sum = bank[kSumDouble];
  value.min = bank[kMinDouble];
  value.max = bank[kMaxDouble];
  if (stream.aggregation == kAggregationExplicit) {
    const double* buckets = bank + kExplicitBucketsDouble;
    value.positive.counts.assign(buckets, buckets + stream.boundaries.size() + 1);
    return;
  }
  const double* buckets = bank + kExponentialBucketsDouble;
  value.zero_count = bank[kZeroCountDouble];
  value.scale = whole(bank[kScaleDouble], kMinScale, kMaxScale);
  read_buckets(buckets, bank[kPositiveStartDouble], bank[kPositiveLengthDouble], stream.positive_count, value.scale,
               value.positive);
  read_buckets(buckets + stream.positive_count, bank[kNegativeStartDouble], bank[kNegativeLengthDouble],
               stream.negative_count, value.scale, value.negative);
}

void merge_histograms(const MetricStream& stream, const HistogramValue& delta, HistogramValue& total) {
  total.min = std::min(total.min, delta.min);
  total.max = std::max(total.max, delta.max);
  total.count += delta.count;
  total.sum += delta.sum;
  if (stream.aggregation == kAggregationExponential) return merge_exponential(stream, delta, total);
  for (std::size_t i = 0; i < total.positive.counts.size(); ++i) total.positive.counts[i] += delta.positive.counts[i];
}

}  // namespace otel_native
