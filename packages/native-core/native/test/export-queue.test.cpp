#include "export/export-queue.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "fake-exporter.hpp"
#include "spool-folder.hpp"
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

constexpr ExportQueue::Limits kFourInFlight{
    .export_timeout = 30s, .max_items = 1000, .max_bytes = 1 << 20, .max_in_flight = 4};

/// A queue, driven in place of the drain thread.
struct Bench {
  explicit Bench(FakeExporter& exporter, const ExportQueue::Limits& limits = kLimits, Spool* spool = nullptr)
      : queue(exporter.abi(), limits, budget, counters, {}, spool) {}
  ~Bench() {
    queue.finish();
    queue.close_at(now);
    run();
  }

  void push(const std::string& bytes = "request") {
    ByteBuffer request;
    request.append(bytes.data(), bytes.size());
    queue.push(std::move(request), 1);
  }
  std::uint64_t count(const Counters::Count& counter) const { return Counters::read(counter); }
  void flush() {
    queue.push_flush([this](const FlushOutcome&) { ++flushes; }, 0);
  }
  /// Runs everything that is due now.
  void run() {
    while (queue.step(now) <= now) continue;
  }

  TimePoint now = Clock::now();
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

namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + " ";
  return all;
}

/// Holds every batch until the test answers it.
struct HoldingExporter : FakeExporter {
  explicit HoldingExporter(std::uint32_t max_in_flight = 4)
      : FakeExporter([](auto&, auto, otel_native_result& result) { hold(result); }, max_in_flight) {}
};

constexpr std::uint64_t kSecondNanos = 1'000'000'000;

}  // namespace

TEST(a_waiting_request_becomes_one_in_flight_up_to_the_limit) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"a", "b", "c", "d", "e"}) bench.push(name);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a b c d ");
  exporter.answer_held("c", OTEL_NATIVE_EXPORT_OK);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a b d e ");
}

TEST(an_exporter_may_allow_fewer_in_flight) {
  HoldingExporter exporter(1);
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.push("b");
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a ");
}

TEST(a_request_that_is_answered_out_of_order_counts_at_once_and_a_flush_waits_for_the_others) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.push("b");
  bench.flush();
  bench.push("c");
  bench.run();
  exporter.answer_held("b", OTEL_NATIVE_EXPORT_OK);
  exporter.answer_held("c", OTEL_NATIVE_EXPORT_FAILED);
  bench.run();
  CHECK_EQ(bench.count(bench.counters.exported), 1u);
  CHECK_EQ(bench.count(bench.counters.export_failed), 1u);
  CHECK_EQ(bench.queue.queued_bytes(), 1u);
  CHECK_EQ(bench.flushes, 0);
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_OK);
  bench.run();
  CHECK_EQ(bench.flushes, 1);
}

TEST(a_failure_leaves_one_probe_until_the_receiver_answers) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"a", "b", "c", "d"}) bench.push(name);
  bench.run();
  for (const char* name : {"a", "b", "c", "d"}) exporter.answer_held(name, OTEL_NATIVE_EXPORT_RETRY, kSecondNanos);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "");
  bench.now += 1s;
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a ");
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_RETRY, kSecondNanos);
  bench.now += 1s;
  bench.run();
  bench.now += 1s;
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a ");
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_OK);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "b c d ");
  CHECK_EQ(bench.count(bench.counters.retries), 5u);
}

TEST(a_request_that_fails_again_and_again_holds_up_no_other) {
  FakeExporter exporter(
      [](const otel_native_batch& batch, auto, otel_native_result& result) {
        if (batch.data[0] != 'x') return;
        result.status = OTEL_NATIVE_EXPORT_RETRY;
        result.retry_after_ns = kSecondNanos;
      },
      4);
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"x", "a", "b"}) bench.push(name);
  for (int i = 0; i < 4; ++i, bench.now += 1s) bench.run();
  CHECK_EQ(joined(exporter.requests()), "a b ");
  bench.push("c");
  bench.run();
  CHECK_EQ(joined(exporter.requests()), "a b c ");
  CHECK_EQ(bench.queue.queued_bytes(), 1u);
}

TEST(a_receiver_that_is_away_is_probed_with_one_request_at_a_time) {
  int attempts = 0;
  FakeExporter exporter(
      [&](auto&, auto, otel_native_result& result) {
        ++attempts;
        result.status = OTEL_NATIVE_EXPORT_RETRY;
        result.retry_after_ns = kSecondNanos;
      },
      4);
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"a", "b", "c", "d", "e"}) bench.push(name);
  for (int i = 0; i < 20; ++i, bench.now += 1s) bench.run();
  CHECK_EQ(attempts, 20);
}

TEST(a_flush_hurries_each_attempt_in_flight_once) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.push("b");
  bench.run();
  bench.flush();
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_RETRY, kSecondNanos);
  exporter.answer_held("b", OTEL_NATIVE_EXPORT_RETRY, kSecondNanos);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "a ");
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_RETRY, kSecondNanos);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "");
}

TEST(the_deadline_cancels_what_is_in_flight_and_drops_what_waits) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"a", "b", "c", "d", "e"}) bench.push(name);
  bench.flush();
  bench.run();
  bench.queue.finish();
  bench.queue.close_at(bench.now + 1s);
  bench.run();
  CHECK_EQ(exporter.cancels.load(), 0);
  bench.now += 1s;
  bench.run();
  CHECK_EQ(exporter.cancels.load(), 4);
  CHECK_EQ(bench.count(bench.counters.shutdown), 5u);
  CHECK_EQ(bench.flushes, 1);
  CHECK(bench.queue.closed());
  CHECK_EQ(exporter.shutdowns.load(), 1);
}

TEST(what_the_deadline_cancels_is_no_failure_whatever_the_exporter_calls_it) {
  HoldingExporter exporter;
  exporter.status_of_cancelled = OTEL_NATIVE_EXPORT_FAILED;
  Bench bench(exporter, kFourInFlight);
  for (const char* name : {"a", "b", "c", "d", "e"}) bench.push(name);
  bench.run();
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_FAILED);
  bench.run();
  bench.queue.finish();
  bench.queue.close_at(bench.now + 1s);
  bench.now += 1s;
  bench.run();
  CHECK_EQ(exporter.cancels.load(), 4);
  CHECK_EQ(bench.count(bench.counters.export_failed), 1u);
  CHECK_EQ(bench.count(bench.counters.shutdown), 4u);
}

TEST(what_takes_longer_than_its_own_time_is_a_failure_if_the_exporter_calls_it_so) {
  HoldingExporter exporter;
  exporter.status_of_cancelled = OTEL_NATIVE_EXPORT_FAILED;
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.run();
  bench.queue.close_at(bench.now + 60s);
  bench.now += 31s;
  bench.run();
  CHECK_EQ(bench.count(bench.counters.export_failed), 1u);
  CHECK_EQ(bench.count(bench.counters.shutdown), 0u);
}

TEST(an_exporter_that_exceeds_its_time_is_cancelled_once) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.run();
  bench.now += 30s;
  bench.run();
  CHECK_EQ(exporter.cancels.load(), 0);
  bench.now += 100ms;
  bench.run();
  CHECK_EQ(exporter.cancels.load(), 1);
  CHECK_EQ(bench.count(bench.counters.retries), 1u);
}

TEST(a_single_item_that_is_too_large_is_lost_and_not_sent_again) {
  HoldingExporter exporter;
  Bench bench(exporter, kFourInFlight);
  bench.push("a");
  bench.run();
  exporter.answer_held("a", OTEL_NATIVE_EXPORT_TOO_LARGE);
  bench.run();
  CHECK_EQ(joined(exporter.held()), "");
  CHECK_EQ(bench.count(bench.counters.too_large), 1u);
}

TEST(an_end_with_several_unreachable_requests_in_flight_leaves_all_to_the_spool) {
  const test::SpoolFolder folder;
  SpoolMessage error{};
  const auto spool = folder.open()->create(test::kSpoolRingBytes, test::kSpoolLimits, error);
  FakeExporter exporter([](auto&, auto, otel_native_result& result) { FakeExporter::hold(result); }, 4);
  {
    Bench bench(exporter, kFourInFlight, spool.get());
    for (const char* name : {"a", "b", "c", "d", "waits"}) bench.push(name);
    bench.run();
    CHECK_EQ(exporter.held().size(), 4u);
    bench.queue.give_up_when_unreachable();
    for (const std::string& name : exporter.held()) exporter.answer_held(name, FakeExporter::unreachable());
    bench.flush();
    bench.run();
    CHECK_EQ(exporter.held().size(), 0u);
    CHECK_EQ(bench.flushes, 1);
    CHECK_EQ(bench.queue.queued_bytes(), 0u);
    CHECK_EQ(bench.count(bench.counters.shutdown), 0u);
  }
  CHECK(spool->held());
}
