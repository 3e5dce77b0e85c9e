#include "loop/delay-histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace otel_native::system_metrics {

std::size_t DelayHistogram::bucket_of(std::uint64_t nanos) {
  const std::uint64_t value = std::min(nanos, (std::uint64_t{1} << kMaxBits) - 1);
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  if (bits <= kLinearBits) return static_cast<std::size_t>(value);
  // The highest bit of a value selects the doubling, the bits after it select the bucket within that.
  const unsigned dropped = bits - kLinearBits - 1;
  return (dropped + 1) * kPerDoubling + static_cast<std::size_t>((value >> dropped) - kPerDoubling);
}

std::uint64_t DelayHistogram::highest_in(std::size_t bucket) {
  const std::size_t doubling = bucket / kPerDoubling;
  if (doubling == 0) return bucket;
  return ((bucket % kPerDoubling + kPerDoubling + 1) << (doubling - 1)) - 1;
}

void DelayHistogram::record(std::uint64_t nanos, std::uint64_t times) {
  buckets_[bucket_of(nanos)] += static_cast<std::uint32_t>(times);
  min_ = count_ == 0 ? nanos : std::min(min_, nanos);
  max_ = std::max(max_, nanos);
  const auto before = static_cast<double>(count_);
  count_ += times;
  const double share = static_cast<double>(times) / static_cast<double>(count_);
  const double difference = static_cast<double>(nanos) - mean_;
  mean_ += difference * share;
  squares_ += difference * difference * before * share;
}

void DelayHistogram::take(std::span<double, kFigureCount> figures) {
  std::ranges::fill(figures, 0);
  if (count_ == 0) return;
  figures[kCount] = static_cast<double>(count_);
  figures[kMin] = static_cast<double>(min_);
  figures[kMax] = static_cast<double>(max_);
  figures[kMean] = mean_;
  figures[kStddev] = std::sqrt(squares_ / static_cast<double>(count_));
  take_percentiles(figures);
  *this = DelayHistogram();
}

void DelayHistogram::take_percentiles(std::span<double, kFigureCount> figures) const {
  constexpr std::array<std::pair<Figure, double>, 3> kPercentiles{{{kP50, 0.5}, {kP90, 0.9}, {kP99, 0.99}}};
  const auto* next = kPercentiles.begin();
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(min_); bucket < kBuckets && next != kPercentiles.end(); ++bucket) {
    seen += buckets_[bucket];
    for (; next != kPercentiles.end() && static_cast<double>(seen) >= next->second * static_cast<double>(count_);
         ++next) {
      figures[next->first] = static_cast<double>(std::min(highest_in(bucket), max_));
    }
  }
}

}  // namespace otel_native::system_metrics
