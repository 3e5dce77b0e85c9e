#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "fake-exporter.hpp"
#include "fake-observer.hpp"
#include "metric-writer.hpp"
#include "metrics/metric-pipeline.hpp"
#include "proto-printer.hpp"
#include "test.hpp"

// Tests when metrics are collected, and the times of their data points. Each step runs at a time that the test chooses.

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;
using test::MetricWriter;
using test::ProtoPrinter;
using test::RecordBuilder;

namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr PipelineOptions kHourly{.max_export_batch_size = UINT32_MAX,
                                  .max_request_bytes = 1 << 20,
                                  .max_queue_bytes = 16 << 20,
                                  .max_queue_size = UINT64_MAX,
                                  .scheduled_delay = 1h,
                                  .export_timeout = 30min};

/// The system's clock.
std::uint64_t unix_nanos = 0;

/// A pipeline with a sum of the given flags, and the part of both native threads.
class Bench {
 public:
  explicit Bench(std::uint8_t flags = 0)
      : exporter_([this](const otel_native_batch& batch, auto, auto&) {
          ByteBuffer request;
          request.append(batch.data, batch.size);
          const std::string text = ProtoPrinter::print(request);
          points.push_back(text.substr(text.find("{1:{2:") + 4, text.find(" 4:") - text.find("{1:{2:") - 4));
        }),
        pipeline(std::make_shared<MetricPipeline>(
            writer.control(), exporter_.abi(), kHourly,
            [this](std::uint32_t round) {
              asked = round;
              return true;
            },
            LossListener{}, [] { return unix_nanos; })) {
    pipeline->memory().add_chunk(writer.chunk(), writer.doubles());
    define(RecordBuilder().resource());
    define(RecordBuilder().scope(0, "scope"));
    define(MetricWriter::stream(0, kAggregationSum, flags));
    define(MetricWriter::series(0, 0, 0));
  }
  ~Bench() {
    pipeline->detach();
    pipeline->close(Clock::now(), [](const FlushOutcome&) {});
    while (!pipeline->finished()) turn(Clock::now());
    pipeline.reset();
  }
  /// Runs a turn of both threads and returns the time of the next one.
  TimePoint turn(TimePoint now) {
    TimePoint next;
    while ((next = pipeline->drain(now)) <= now) continue;
    while (pipeline->export_next(now) <= now) continue;
    return next;
  }
  void collect_at(std::uint64_t nanos) {
    unix_nanos = nanos;
    writer.add(0, 1);
    bool is_new;
    writer.bank(0, kNumberBankDoubles, is_new)[kStartDouble] = static_cast<double>((nanos - kSecond) / 1'000'000);
    pipeline->flush([](const FlushOutcome&) {});
    turn(Clock::now());
  }

  std::vector<std::string> points;
  std::uint32_t asked = 0;
  MetricWriter writer;

 private:
  void define(const RecordBuilder& record) { pipeline->definitions().append(record.data(), record.size()); }

  FakeExporter exporter_;

 public:
  std::shared_ptr<MetricPipeline> pipeline;
};

std::string times(std::uint64_t start, std::uint64_t time) {
  return "2:" + std::to_string(start) + " 3:" + std::to_string(time);
}

}  // namespace

TEST(ticks_lie_an_interval_apart_however_long_callbacks_take) {
  Bench bench;
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  for (std::uint32_t round = 1; round <= 3; ++round) {
    const TimePoint tick = first + (round - 1) * 1h;
    bench.turn(tick);
    CHECK_EQ(bench.asked, round);
    bench.pipeline->observed(round);
    CHECK(bench.turn(tick + 20min) == tick + 1h);
  }
}

TEST(ticks_that_nobody_had_time_for_are_left_out) {
  Bench bench;
  const TimePoint first = bench.turn(Clock::now());
  CHECK(bench.turn(first + 210min) == first + 4h);
  CHECK(bench.turn(first + 4h) == first + 5h);
}

TEST(no_interval_ends_while_the_process_ends_and_then_they_go_on) {
  Bench bench;
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  bench.turn(first);
  bench.pipeline->set_flushed_for_end(first + 2h);
  bench.writer.add(0, 1);
  bench.pipeline->observed(1);
  bench.turn(first + 1h);
  CHECK(bench.turn(first + 2h) == first + 2h + 1s);
  CHECK_EQ(bench.points.size(), 0u);
  CHECK(bench.turn(first + 2h + 1s) == first + 3h);
  CHECK_EQ(bench.points.size(), 1u);
}

TEST(what_callbacks_observe_is_awaited_a_moment_longer_than_they_may_take_and_then_no_more) {
  Bench bench;
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  bench.turn(first);
  CHECK(bench.pipeline->awaits(1));
  bench.writer.add(0, 1);
  bench.turn(first + 30min);
  CHECK(bench.pipeline->awaits(1));
  CHECK_EQ(bench.points.size(), 0u);
  bench.turn(first + 31min);
  CHECK(!bench.pipeline->awaits(1));
  CHECK_EQ(bench.points.size(), 1u);
}

TEST(a_flush_collects_while_callbacks_run_and_leaves_their_values_to_the_interval) {
  Bench bench;
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  bench.turn(first);
  bench.writer.add(0, 1);
  bool is_flushed = false;
  bench.pipeline->flush([&](const FlushOutcome&) { is_flushed = true; });
  bench.turn(first + 1min);
  CHECK(is_flushed);
  CHECK_EQ(bench.points.size(), 1u);
  // Nobody asked for the callbacks again, and the interval still waits for them.
  CHECK_EQ(bench.asked, 1u);
  CHECK(bench.pipeline->awaits(1));
  bench.pipeline->observed(1);
  CHECK(bench.turn(first + 2min) == first + 1h);
  CHECK_EQ(bench.points.size(), 2u);
}

TEST(a_flush_asks_native_observers_again_when_their_answers_are_old) {
  std::atomic<int> asked{0};
  test::FakeObserver observer([&] {
    ++asked;
    return std::vector<double>{1};
  });
  Bench bench;
  NativeObservers& observers = bench.pipeline->native_observers();
  observers.set_targets(observers.add(&observer, [] {}), 1, {0, 0, 0, 0});
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  const auto turn_until = [&](TimePoint now, auto is_done) {
    while (!is_done()) {
      bench.turn(now);
      std::this_thread::yield();
    }
  };
  turn_until(first, [&] { return bench.asked == 1; });
  CHECK_EQ(asked, 1);
  bool is_flushed = false;
  bench.pipeline->flush([&](const FlushOutcome&) { is_flushed = true; });
  // Once for the flush, and once more for the interval, which goes on.
  turn_until(first + 1min, [&] { return is_flushed && asked == 3; });
  CHECK(bench.pipeline->awaits(1));
  bench.pipeline->observed(1);
  turn_until(first + 2min, [&] { return !bench.pipeline->awaits(1); });
}

TEST(points_of_a_tick_have_the_time_at_which_its_callbacks_began) {
  Bench bench;
  bench.pipeline->set_observes(true);
  const TimePoint first = bench.turn(Clock::now());
  bench.writer.add(0, 1);
  unix_nanos = 1'000 * kSecond;
  bench.turn(first);
  unix_nanos = 2'000 * kSecond;
  bench.pipeline->observed(1);
  bench.turn(first + 20min);
  CHECK_EQ(bench.points.at(0), times(5'000'000, 1'000 * kSecond));
}

TEST(times_follow_a_clock_that_is_set_back) {
  constexpr std::uint64_t kDay = 86'400 * kSecond;
  for (const std::uint8_t flags : {std::uint8_t{0}, std::uint8_t{kStreamFlagDelta}}) {
    Bench bench(flags);
    const bool is_delta = flags != 0;
    bench.collect_at(3 * kDay);
    // By a little: time stands still.
    bench.collect_at(3 * kDay - kSecond / 2);
    bench.collect_at(3 * kDay + kSecond);
    // By a day and a second: what began 3 days ago goes on to have begun 3 days ago.
    bench.collect_at(2 * kDay);
    bench.collect_at(2 * kDay + kSecond);
    const std::uint64_t start = 3 * kDay - kSecond, moved = 2 * kDay - 2 * kSecond;
    CHECK_EQ(bench.points.at(0), times(start, 3 * kDay));
    CHECK_EQ(bench.points.at(1), times(is_delta ? 3 * kDay : start, 3 * kDay));
    CHECK_EQ(bench.points.at(2), times(is_delta ? 3 * kDay : start, 3 * kDay + kSecond));
    CHECK_EQ(bench.points.at(3), times(is_delta ? 2 * kDay : moved, 2 * kDay));
    CHECK_EQ(bench.points.at(4), times(is_delta ? 2 * kDay : moved, 2 * kDay + kSecond));
  }
}
