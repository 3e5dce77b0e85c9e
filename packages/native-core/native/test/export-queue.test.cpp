#include "export/export-queue.hpp"

#include <chrono>
#include <string>

#include "fake-exporter.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;

namespace {

void retry_in_an_hour(otel_native_result& result) {
  result.status = OTEL_NATIVE_EXPORT_RETRY;
  result.retry_after_ns = 3'600'000'000'000;
}

constexpr ExportQueue::Limits kLimits{.export_timeout = 30s, .max_items = 1000, .max_bytes = 1 << 20};

/// A queue, driven in place of the export thread.
struct Bench {
  explicit Bench(FakeExporter& exporter) : queue(exporter.abi(), kLimits, budget, counters) {}

  void push() {
    ByteBuffer request;
    request.append("request", 7);
    queue.push(std::move(request), 1);
  }
  void flush() {
    queue.push_flush([this](const FlushOutcome&) { ++flushes; }, 0);
  }
  /// Runs everything that is due now.
  void run() {
    while (queue.step(now) <= now) continue;
  }

  const TimePoint now = Clock::now();
  MemoryBudget budget{1 << 20};
  Counters counters;
  ExportQueue queue;
  int flushes = 0;
};

}  // namespace

TEST(a_flush_does_not_wait_for_the_time_of_the_next_attempt) {
  int attempts = 0;
  FakeExporter exporter([&](auto&, auto, otel_native_result& result) {
    if (++attempts == 1) retry_in_an_hour(result);
  });
  Bench bench(exporter);
  bench.push();
  bench.run();
  CHECK_EQ(attempts, 1);
  bench.flush();
  bench.run();
  CHECK_EQ(attempts, 2);
  CHECK_EQ(bench.flushes, 1);
}

TEST(nor_does_one_that_comes_while_an_attempt_fails) {
  int attempts = 0;
  Bench* bench_of_flush = nullptr;
  FakeExporter exporter([&](auto&, auto, otel_native_result& result) {
    if (++attempts == 3) return;
    if (attempts == 1) bench_of_flush->flush();
    retry_in_an_hour(result);
  });
  Bench bench(exporter);
  bench_of_flush = &bench;
  bench.push();
  bench.run();
  // One more and no third: the receiver asked for the wait.
  CHECK_EQ(attempts, 2);
  CHECK_EQ(bench.flushes, 0);
  bench.flush();
  bench.run();
  CHECK_EQ(attempts, 3);
  CHECK_EQ(bench.flushes, 2);
}

TEST(a_pause_of_more_than_a_minute_is_told_each_time_with_its_seconds) {
  std::uint64_t pause_ns = 0;
  FakeExporter exporter([&](auto&, auto, otel_native_result& result) {
    result.status = OTEL_NATIVE_EXPORT_RETRY;
    result.retry_after_ns = pause_ns;
  });
  MemoryBudget budget(1 << 20);
  Counters counters;
  std::string told;
  ExportQueue queue(exporter.abi(), kLimits, budget, counters,
                    [&](LossCause cause, std::uint32_t number, const std::string&) {
                      told += std::to_string(static_cast<int>(cause)) + ":" + std::to_string(number) + " ";
                    });
  queue.push(ByteBuffer{}, 5);
  for (const std::uint64_t seconds : {0, 61, 60, 300, 7'200}) {
    pause_ns = seconds * 1'000'000'000;
    queue.push_flush([](const FlushOutcome&) {}, 0);  // no pause holds up the next attempt
    queue.step(Clock::now());
  }
  // A first failure may be over in a moment, so it is not reported. A pause of more than an hour is cut to an hour.
  CHECK_EQ(told, "7:61 7:300 7:3600 ");
}

TEST(all_pipelines_of_the_process_share_the_largest_of_their_limits) {
  MemoryBudget first(1000);
  {
    MemoryBudget second(600);
    CHECK(first.try_take(700));
    CHECK(!second.try_take(400));
    CHECK(second.try_take(300));
    CHECK(!first.try_take(1));
    CHECK(first.process_has_room_for_request(1000));
    second.take_request(900);
    CHECK(!first.process_has_room_for_request(101));
  }
  // An ended pipeline holds nothing.
  CHECK(first.process_has_room_for_request(1000));
  CHECK(first.try_take(300));
  first.give_back(1000);
}

TEST(a_queue_always_takes_one_request_however_much_others_hold) {
  FakeExporter exporter([](auto&, auto, otel_native_result& result) { retry_in_an_hour(result); });
  Bench bench(exporter);
  MemoryBudget terminated(1 << 20);
  terminated.take_request(1 << 20);
  bench.push();
  bench.push();
  CHECK_EQ(bench.queue.queued_bytes(), 7u);
  CHECK_EQ(Counters::read(bench.counters.queue_full), 1u);
}

TEST(a_queue_without_requests_takes_one_of_every_size) {
  int attempts = 0;
  FakeExporter exporter([&](auto&, auto, auto&) { ++attempts; });
  Bench bench(exporter);
  ByteBuffer request;
  const std::string large(2 << 20, 'x');
  request.append(large.data(), large.size());
  bench.queue.push(std::move(request), 2000);
  bench.run();
  CHECK_EQ(attempts, 1);
  CHECK_EQ(Counters::read(bench.counters.exported), 2000u);
}
