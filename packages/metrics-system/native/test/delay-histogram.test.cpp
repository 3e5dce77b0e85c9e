#include "loop/delay-histogram.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "test.hpp"

using namespace otel_native::system_metrics;

namespace {

using Figures = std::array<double, DelayHistogram::kFigureCount>;

Figures take(DelayHistogram& histogram) {
  Figures figures{};
  histogram.take(figures);
  return figures;
}

bool is_near(double value, double expected) { return std::abs(value - expected) <= 0.008 * expected; }

}  // namespace

TEST(nothing_recorded_is_no_delay) {
  DelayHistogram histogram;
  CHECK_EQ(take(histogram)[DelayHistogram::kCount], 0.0);
}

TEST(sums_are_exact_and_percentiles_near) {
  DelayHistogram histogram;
  for (std::uint64_t i = 1; i <= 1000; ++i) histogram.record(i * 10'000);
  const Figures figures = take(histogram);
  CHECK_EQ(figures[DelayHistogram::kCount], 1000.0);
  CHECK_EQ(figures[DelayHistogram::kMin], 10'000.0);
  CHECK_EQ(figures[DelayHistogram::kMax], 10'000'000.0);
  CHECK(std::abs(figures[DelayHistogram::kMean] - 5'005'000) < 1e-3);
  CHECK(std::abs(figures[DelayHistogram::kStddev] - 10'000 * std::sqrt((1000.0 * 1000 - 1) / 12)) < 1e-3);
  CHECK(is_near(figures[DelayHistogram::kP50], 5'000'000));
  CHECK(is_near(figures[DelayHistogram::kP90], 9'000'000));
  CHECK(is_near(figures[DelayHistogram::kP99], 9'900'000));
}

TEST(a_value_recorded_several_times_at_once_counts_as_often) {
  DelayHistogram one_by_one, at_once;
  for (int i = 0; i < 500; ++i) one_by_one.record(10'000'000);
  one_by_one.record(90'000'000);
  for (int i = 0; i < 500; ++i) one_by_one.record(20'000'000);
  at_once.record(10'000'000, 500);
  at_once.record(90'000'000);
  at_once.record(20'000'000, 500);
  const Figures expected = take(one_by_one), figures = take(at_once);
  for (std::size_t i = 0; i < figures.size(); ++i) CHECK(std::abs(figures[i] - expected[i]) <= 1e-9 * expected[i]);
}

TEST(each_value_is_within_its_bucket) {
  for (std::uint64_t value = 1; value < std::uint64_t{1} << 41; value = value * 9 / 8 + 1) {
    DelayHistogram histogram;
    histogram.record(value);
    histogram.record(value * 2);
    const double median = take(histogram)[DelayHistogram::kP50];
    CHECK(median >= static_cast<double>(value));
    CHECK(is_near(median, static_cast<double>(value)));
  }
}

TEST(what_was_taken_is_forgotten) {
  DelayHistogram histogram;
  histogram.record(5'000'000);
  take(histogram);
  histogram.record(1'000);
  const Figures figures = take(histogram);
  CHECK_EQ(figures[DelayHistogram::kCount], 1.0);
  CHECK_EQ(figures[DelayHistogram::kMax], 1'000.0);
  CHECK_EQ(figures[DelayHistogram::kStddev], 0.0);
}

TEST(no_delay_and_the_longest_have_a_place) {
  DelayHistogram histogram;
  histogram.record(0);
  histogram.record(std::numeric_limits<std::uint64_t>::max());
  const Figures figures = take(histogram);
  CHECK_EQ(figures[DelayHistogram::kMin], 0.0);
  CHECK_EQ(figures[DelayHistogram::kP50], 0.0);
}
