#include "metric-shape.hpp"

#include <algorithm>
#include <cmath>

#include "record/format.gen.hpp"

namespace soak {

using namespace otel_native;

namespace {

constexpr std::uint32_t kMostScale = 2;
/// Enough for the largest value at that scale.
constexpr std::uint32_t kExponentialBuckets = 16;
constexpr std::uint32_t kExponentialExemplars = 5;

void count_up(double* bank, std::uint32_t value) {
  const bool is_first = bank[kCountDouble] == 0;
  bank[kMinDouble] = is_first ? value : std::min<double>(bank[kMinDouble], value);
  bank[kMaxDouble] = is_first ? value : std::max<double>(bank[kMaxDouble], value);
  bank[kCountDouble] += 1;
  bank[kSumDouble] += value;
}

}  // namespace

MetricShape MetricShape::random(Random& random) {
  MetricShape shape;
  shape.flags = kStreamFlagMonotonic | kStreamFlagHasSum | kStreamFlagHasMinMax;
  if (random.one_in(2)) shape.flags |= kStreamFlagDelta;
  if (random.one_in(2)) shape.flags |= kStreamFlagInteger;
  switch (random.between(0, 3)) {
    case 0:
      shape.aggregation = kAggregationExplicit;
      shape.boundaries = {2, 5, 8};
      shape.exemplar_count = static_cast<std::uint32_t>(shape.boundaries.size()) + 1;
      break;
    case 1:
      shape.aggregation = kAggregationExponential;
      shape.positive_count = kExponentialBuckets;
      shape.exemplar_count = kExponentialExemplars;
      break;
    default:
      shape.aggregation = kAggregationSum;
      shape.exemplar_count = 1;
  }
  return shape;
}

bool MetricShape::is_delta() const { return (flags & kStreamFlagDelta) != 0; }

std::size_t MetricShape::bank_doubles() const {
  if (aggregation == kAggregationExplicit) return kExplicitBucketsDouble + boundaries.size() + 1;
  return aggregation == kAggregationExponential ? kExponentialBucketsDouble + positive_count : kNumberBankDoubles;
}

std::size_t MetricShape::exemplar_bank_doubles() const { return kExemplarsDouble + exemplar_count * kExemplarDoubles; }

void MetricShape::add(double* bank, std::uint32_t value, Random& random) const {
  if (aggregation == kAggregationSum) {
    bank[kValueDouble] += value;
  } else if (aggregation == kAggregationExplicit) {
    count_up(bank, value);
    bank[kExplicitBucketsDouble + bucket_of(value)] += 1;
  } else {
    add_exponential(bank, value, random);
  }
}

std::size_t MetricShape::bucket_of(std::uint32_t value) const {
  return static_cast<std::size_t>(std::lower_bound(boundaries.begin(), boundaries.end(), value) - boundaries.begin());
}

/// Each interval has a scale of its own, so that collections have to bring them together.
void MetricShape::add_exponential(double* bank, std::uint32_t value, Random& random) const {
  if (bank[kCountDouble] == 0) bank[kScaleDouble] = random.between(0, kMostScale);
  count_up(bank, value);
  double* const buckets = bank + kExponentialBucketsDouble;
  double& start = bank[kPositiveStartDouble];
  double& length = bank[kPositiveLengthDouble];
  const double index = std::ceil(std::log2(value) * std::exp2(bank[kScaleDouble])) - 1;
  if (length == 0) start = index;
  const auto before = static_cast<std::ptrdiff_t>(std::max(0.0, start - index));
  std::copy_backward(buckets, buckets + static_cast<std::ptrdiff_t>(length),
                     buckets + static_cast<std::ptrdiff_t>(length) + before);
  std::fill(buckets, buckets + before, 0);
  start = std::min(start, index);
  length = std::max(length + static_cast<double>(before), index - start + 1);
  buckets[static_cast<std::ptrdiff_t>(index - start)] += 1;
}

std::uint32_t MetricShape::exemplar_place(std::uint32_t value, Random& random) const {
  if (aggregation == kAggregationExplicit) return static_cast<std::uint32_t>(bucket_of(value));
  return random.between(0, exemplar_count - 1);
}

}  // namespace soak
