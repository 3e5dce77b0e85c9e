#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace otel_native::system_metrics {

/// Delays of an event loop, in nanoseconds: their sums exactly, their percentiles within 0.8 %.
class DelayHistogram {
 public:
  enum Figure : std::uint8_t { kCount, kMin, kMax, kMean, kStddev, kP50, kP90, kP99, kFigureCount };

  void record(std::uint64_t nanos, std::uint64_t times = 1);
  /// Gives the figures of all that was recorded, and forgets it.
  void take(std::span<double, kFigureCount> figures);

 private:
  /// Values below it have a bucket each; from there on each doubling has as many buckets.
  static constexpr unsigned kLinearBits = 7;
  static constexpr std::size_t kPerDoubling = std::size_t{1} << kLinearBits;
  /// More than an hour.
  static constexpr unsigned kMaxBits = 42;
  static constexpr std::size_t kBuckets = (kMaxBits - kLinearBits + 1) * kPerDoubling;

  static std::size_t bucket_of(std::uint64_t nanos);
  static std::uint64_t highest_in(std::size_t bucket);
  void take_percentiles(std::span<double, kFigureCount> figures) const;

  std::uint64_t count_ = 0;
  std::uint64_t min_ = 0;
  std::uint64_t max_ = 0;
  double mean_ = 0;
  /// Of the squares of what each differs from the mean.
  double squares_ = 0;
  std::array<std::uint32_t, kBuckets> buckets_{};
};

}  // namespace otel_native::system_metrics
