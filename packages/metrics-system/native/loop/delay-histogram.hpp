#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace otel_native::system_metrics {

/// Delays of an event loop in nanoseconds, with exact sums and percentiles within 0.8 %.
class DelayHistogram {
 public:
  enum Figure : std::uint8_t { kCount, kMin, kMax, kMean, kStddev, kP50, kP90, kP99, kFigureCount };

  void record(std::uint64_t nanos, std::uint64_t times = 1);
  /// Returns the figures of all recorded delays and resets the histogram.
  void take(std::span<double, kFigureCount> figures);

 private:
  /// Values below `2^kLinearBits` have a bucket each; above that each doubling has the same number of buckets.
  static constexpr unsigned kLinearBits = 7;
  static constexpr std::size_t kPerDoubling = std::size_t{1} << kLinearBits;
  /// Supports values of more than an hour.
  static constexpr unsigned kMaxBits = 42;
  static constexpr std::size_t kBuckets = (kMaxBits - kLinearBits + 1) * kPerDoubling;

  static std::size_t bucket_of(std::uint64_t nanos);
  static std::uint64_t highest_in(std::size_t bucket);
  void take_percentiles(std::span<double, kFigureCount> figures) const;

  std::uint64_t count_ = 0;
  std::uint64_t min_ = 0;
  std::uint64_t max_ = 0;
  double mean_ = 0;
  /// Sum of the squared differences from the mean.
  double squares_ = 0;
  std::array<std::uint32_t, kBuckets> buckets_{};
};

}  // namespace otel_native::system_metrics
