#include <limits>
#include <thread>

#include "metric-writer.hpp"
#include "metrics/histogram-merge.hpp"
#include "metrics/metric-collector.hpp"
#include "proto-printer.hpp"
#include "record-builder.hpp"
#include "test.hpp"

using namespace otel_native;
using test::MetricWriter;
using test::ProtoPrinter;
using test::RecordBuilder;

namespace {

/// A collector with a resource and a scope, and the memory that it reads.
class Bench {
 public:
  Bench() : memory_(writer.control()) {
    memory_.add_chunk(writer.chunk(), writer.doubles());
    define(RecordBuilder().resource());
    define(RecordBuilder().scope(0, "scope"));
  }
  bool define(const RecordBuilder& record) {
    ByteBuffer records;
    records.append(record.data(), record.size());
    return collector_.define(records);
  }
  /// Returns the requests of a collection without the part that is always the same.
  std::vector<std::string> collect(std::size_t max_bytes = 1 << 20) {
    std::vector<std::string> requests;
    const auto held = memory_.hold();
    time_.epoch = memory_.flip();
    memory_.take_new_chunks();
    time_.now_nano += 10'000'000;
    collector_.collect(memory_, time_, max_bytes, [&](ByteBuffer request, std::uint32_t points) {
      const std::string text = ProtoPrinter::print(request);
      const std::string begin = R"(2:{1:"m" 3:"By" )";
      const std::size_t from = text.find(begin) + begin.size();
      requests.push_back(std::to_string(points) + " " + text.substr(from, text.size() - from - 3));
    });
    time_.last_nano = time_.now_nano;
    return requests;
  }
  /// Observes values in the interval that the next collection ends; `targets` are stream, series, place and flags each.
  void observe(std::vector<std::uint32_t> targets, std::vector<double> values, std::uint32_t round = 1) {
    collector_.observe({.round = round, .start_millis = 5, .targets = std::move(targets), .values = std::move(values)},
                       writer.epoch());
  }
  MetricWriter writer;

 private:
  MetricMemory memory_;
  MetricCollector collector_;
  CollectionTime time_{};
};

std::string text_of(const std::vector<std::string>& requests) {
  std::string all;
  for (const std::string& request : requests) all += request + '\n';
  return all;
}

HistogramValue exponential(std::int32_t scale, std::int32_t start, std::vector<double> counts) {
  HistogramValue value;
  value.scale = scale;
  value.positive = {start, std::move(counts)};
  return value;
}

std::string merged(HistogramValue total, const HistogramValue& delta, std::uint32_t buckets) {
  MetricStream stream;
  stream.aggregation = kAggregationExponential;
  stream.positive_count = buckets;
  merge_histograms(stream, delta, total);
  std::string text = "scale " + std::to_string(total.scale) + " from " + std::to_string(total.positive.start) + ":";
  for (const double count : total.positive.counts) text += ' ' + std::to_string(static_cast<int>(count));
  return text;
}

}  // namespace

TEST(an_observed_sum_is_told_as_it_is_and_as_a_difference) {
  constexpr std::uint8_t kObserved = kStreamFlagObserved | kStreamFlagMonotonic | kStreamFlagInteger;
  const auto point = [](int start, int time, int value, int temporality) {
    const auto millis = [](int count) { return std::to_string(count) + "000000"; };
    return "1 7:{1:{2:" + millis(start) + " 3:" + millis(time) + " 6:" + std::to_string(value) +
           R"( 7:{1:"k" 2:{3:7}}} 2:)" + std::to_string(temporality) + " 3:1}\n";
  };
  for (const bool is_delta : {false, true}) {
    Bench bench;
    bench.define(MetricWriter::stream(0, kAggregationSum, kObserved | (is_delta ? kStreamFlagDelta : 0)));
    bench.define(MetricWriter::series(0, 0, 0));
    CHECK_EQ(text_of(bench.collect()), "");
    bench.observe({0, 0, 1, 0}, {0, 5});
    CHECK_EQ(text_of(bench.collect()), point(5, 20, 5, is_delta ? 1 : 2));
    bench.observe({0, 0, 0, 0}, {7});
    CHECK_EQ(text_of(bench.collect()), is_delta ? point(20, 30, 2, 1) : point(5, 30, 7, 2));
    // Not observed means not reported; the next difference refers to the last reported value.
    CHECK_EQ(text_of(bench.collect()), "");
    bench.observe({0, 0, 0, 0}, {8});
    CHECK_EQ(text_of(bench.collect()), is_delta ? point(5, 50, 1, 1) : point(5, 50, 8, 2));
    // The counter restarted.
    bench.observe({0, 0, 0, 0}, {3});
    CHECK_EQ(text_of(bench.collect()), is_delta ? point(50, 60, 3, 1) : point(5, 60, 3, 2));
  }
}

TEST(of_several_observations_the_last_one_counts_and_what_overflows_is_added_up) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationLastValue, kStreamFlagObserved | kStreamFlagInteger));
  bench.define(MetricWriter::series(0, 0, 0));
  const auto told = [&bench] {
    const std::string text = text_of(bench.collect());
    const std::size_t at = text.find("6:");
    return at == std::string::npos ? text : text.substr(at + 2, text.find(' ', at) - at - 2);
  };
  bench.observe({0, 0, 0, 0, 0, 0, 1, 0}, {4, 6}, 1);
  bench.observe({0, 0, 0, 0}, {5}, 2);
  CHECK_EQ(told(), "5");
  bench.observe({0, 0, 0, kTargetFlagOverflow}, {100}, 3);
  bench.observe({0, 0, 0, kTargetFlagOverflow, 0, 0, 1, kTargetFlagOverflow}, {4, 6}, 4);
  bench.observe({0, 0, 0, kTargetFlagOverflow}, {1}, 4);
  CHECK_EQ(told(), "11");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  bench.observe({0, 0, 0, kTargetFlagOptional}, {nan});
  CHECK_EQ(told(), "");
}

TEST(observations_of_what_there_is_not_are_left_out) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationLastValue, kStreamFlagObserved));
  bench.define(MetricWriter::stream(1, kAggregationSum, 0));
  bench.define(MetricWriter::stream(2, kAggregationExplicit, kStreamFlagObserved, {1}));
  for (std::uint32_t stream = 0; stream < 3; ++stream) bench.define(MetricWriter::series(stream, 0, 0));
  bench.observe({9, 0, 0, 0}, {1});
  bench.observe({0, 9, 0, 0}, {1});
  bench.observe({0, 0, 9, 0}, {1});
  bench.observe({1, 0, 0, 0, 2, 0, 0, 0}, {1});
  bench.observe({0, 0, 0}, {1});
  CHECK_EQ(text_of(bench.collect()), "");
}

TEST(a_cumulative_sum_is_told_again_and_a_delta_only_when_it_was_recorded) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationSum, kStreamFlagMonotonic | kStreamFlagInteger));
  bench.define(MetricWriter::series(0, 0, 0));
  CHECK_EQ(text_of(bench.collect()), "");
  bench.writer.add(0, 2);
  const std::string attributes = R"( 7:{1:"k" 2:{3:7}}} 2:2 3:1})";
  CHECK_EQ(text_of(bench.collect()), "1 7:{1:{2:5000000 3:20000000 6:2" + attributes + "\n");
  CHECK_EQ(text_of(bench.collect()), "1 7:{1:{2:5000000 3:30000000 6:2" + attributes + "\n");
  bench.writer.add(0, 3);
  CHECK_EQ(text_of(bench.collect()), "1 7:{1:{2:5000000 3:40000000 6:5" + attributes + "\n");

  Bench delta;
  delta.define(MetricWriter::stream(0, kAggregationSum, kStreamFlagDelta | kStreamFlagInteger));
  delta.define(MetricWriter::series(0, 0, 0));
  delta.writer.add(0, 2);
  CHECK_EQ(text_of(delta.collect()), "1 7:{1:{2:5000000 3:10000000 6:2 7:{1:\"k\" 2:{3:7}}} 2:1}\n");
  delta.writer.add(0, 3);
  CHECK_EQ(text_of(delta.collect()), "1 7:{1:{2:10000000 3:20000000 6:3 7:{1:\"k\" 2:{3:7}}} 2:1}\n");
  CHECK_EQ(text_of(delta.collect()), "");
}

TEST(a_collection_is_cut_into_requests_that_each_say_what_they_hold) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationLastValue, kStreamFlagInteger));
  for (std::uint32_t i = 0; i < 3; ++i) {
    bench.define(MetricWriter::series(0, i, i * 2 * kNumberBankDoubles));
    bench.writer.add(i * 2 * kNumberBankDoubles, i);
  }
  const auto requests = bench.collect(1);
  CHECK_EQ(requests.size(), 3u);
  CHECK_EQ(requests[2], R"(1 5:{1:{2:5000000 3:10000000 6:2 7:{1:"k" 2:{3:7}}}})");
}

TEST(an_explicit_histogram_adds_up_over_intervals) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationExplicit, 0, {1}));
  bench.define(MetricWriter::series(0, 0, 0));
  for (int round = 1; round <= 2; ++round) {
    bool is_new;
    double* bank = bench.writer.bank(0, kExplicitBucketsDouble + 2, is_new);
    bank[kCountDouble] += 3;
    bank[kExplicitBucketsDouble] += 1;
    bank[kExplicitBucketsDouble + 1] += 2;
    const std::string text = text_of(bench.collect());
    CHECK(text.find("4:" + std::to_string(3 * round) + " ") != std::string::npos);
  }
}

TEST(exponential_histograms_meet_at_the_scale_at_which_both_fit) {
  CHECK_EQ(merged(exponential(3, 0, {1, 1}), exponential(3, 2, {1}), 4), "scale 3 from 0: 1 1 1");
  CHECK_EQ(merged(exponential(3, 0, {1, 1}), exponential(2, 2, {1}), 4), "scale 2 from 0: 2 0 1");
  CHECK_EQ(merged(exponential(3, -8, {1}), exponential(3, 7, {1}), 4), "scale 1 from -2: 1 0 0 1");
  CHECK_EQ(merged(exponential(3, -9, {1}), exponential(3, 7, {1}), 4), "scale 0 from -2: 1 0 1");
}

TEST(a_side_of_zeros_does_not_change_the_scale_of_the_other) {
  HistogramValue zeros;
  zeros.zero_count = 4;
  zeros.scale = 20;
  CHECK_EQ(merged(exponential(3, 5, {1}), zeros, 4), "scale 3 from 5: 1");
  CHECK_EQ(merged(zeros, exponential(3, 5, {1}), 4), "scale 3 from 5: 1");
}

TEST(banks_that_hold_nonsense_do_no_harm) {
  Bench bench;
  bench.define(MetricWriter::stream(0, kAggregationExponential, 0, {}, 4));
  bench.define(MetricWriter::series(0, 0, 0));
  bool is_new;
  double* bank = bench.writer.bank(0, kExponentialBucketsDouble + 4, is_new);
  for (std::uint32_t i = kCountDouble; i < kExponentialBucketsDouble + 4; ++i) bank[i] = -1e300;
  CHECK_EQ(bench.collect().size(), 1u);
}

TEST(buckets_that_no_double_is_in_are_left_out) {
  // From end to end at the smallest scale, ranges that far apart would merge to 2^31 buckets.
  MetricStream stream;
  stream.aggregation = kAggregationExponential;
  stream.positive_count = 4;
  std::vector<double> bank(stream.bank_doubles(), 1);
  bank[kScaleDouble] = -10;
  HistogramValue value;
  for (const double start : {-0x1p29, 0x1p29}) {
    bank[kPositiveStartDouble] = start;
    bank[kPositiveLengthDouble] = 4;
    read_histogram(stream, bank.data(), value);
    CHECK_EQ(value.positive.start, -1);
    CHECK(value.positive.empty());
  }
  bank[kPositiveLengthDouble] = 2;
  read_histogram(stream, bank.data(), value);
  CHECK_EQ(value.positive.counts.size(), 2u);
}

TEST(definitions_that_make_no_sense_are_refused) {
  Bench bench;
  CHECK(!bench.define(MetricWriter::stream(1, kAggregationSum, 0)));
  CHECK(!bench.define(MetricWriter::stream(0, 9, 0)));
  CHECK(!bench.define(MetricWriter::stream(0, kAggregationExponential, 0, {}, UINT32_MAX)));
  CHECK(!bench.define(MetricWriter::series(0, 0, 0)));
  CHECK(bench.define(MetricWriter::stream(0, kAggregationSum, 0)));
  CHECK(!bench.define(MetricWriter::series(0, 1, 0)));
  // A series at an invalid place never has a value.
  CHECK(bench.define(MetricWriter::series(0, 0, UINT32_MAX)));
  CHECK_EQ(text_of(bench.collect()), "");
  const RecordBuilder whole = MetricWriter::stream(1, kAggregationExplicit, 0, {1, 2, 3});
  for (std::size_t size = 0; size < whole.size(); size += 8) {
    ByteBuffer cut;
    cut.append(whole.data(), size);
    if (size >= 8) std::memcpy(cut.data(), &size, sizeof(std::uint32_t));
    MetricCollector collector;
    CHECK(size == 0 || !collector.define(cut));
  }
}

TEST(no_measurement_is_lost_or_counted_twice_however_often_it_is_collected) {
  constexpr int kCount = 200'000;
  MetricWriter writer;
  MetricMemory memory(writer.control());
  memory.add_chunk(writer.chunk(), writer.doubles());
  std::atomic<bool> done{false};
  std::thread recorder([&] {
    for (int i = 0; i < kCount; ++i) writer.add(0, 1);
    done = true;
  });
  double total = 0;
  for (bool last = false; !last;) {
    last = done;
    const auto held = memory.hold();
    const std::uint32_t epoch = memory.flip();
    while (!memory.is_quiet()) std::this_thread::yield();
    memory.take_new_chunks();
    const double* bank = memory.bank({0, 0}, kNumberBankDoubles, epoch);
    if (bank[kStampDouble] == epoch) total += bank[kValueDouble];
  }
  recorder.join();
  CHECK_EQ(total, kCount);
}
