// A queue and a receiver that does not take some items. The clock is the test's own.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "export/export-queue.hpp"
#include "fake-exporter.hpp"
#include "request-builder.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;
using test::field;
using test::item;
using test::request_of;

namespace {

std::string span_named(const std::string& name) { return item(field(5, name)); }

std::string spans(int first, int count) {
  std::string all;
  for (int i = first; i < first + count; ++i) all += span_named("span " + std::to_string(i) + ";");
  return all;
}

/// Counts the spans in a request, by the ends of their names. A length that looks like `;` follows a tag.
std::uint32_t count_spans(const std::string& request) {
  std::uint32_t count = 0;
  for (std::size_t i = 1; i < request.size(); ++i) {
    if (request[i] == ';' && std::isalnum(static_cast<unsigned char>(request[i - 1])) != 0) ++count;
  }
  return count;
}

/// A receiver that counts spans and requests, and resets or refuses some.
struct Receiver {
  FakeExporter exporter{[this](const otel_native_batch& batch, auto, otel_native_result& result) {
                          take({reinterpret_cast<const char*>(batch.data), batch.size}, batch, result);
                        },
                        4};
  std::vector<std::string> poison;
  /// Requests with this span are answered 503.
  std::string unwanted;
  bool is_away = false;
  /// Connections that break, whatever they carry.
  int losses = 0;
  std::size_t max_bytes = SIZE_MAX;

  int requests = 0;
  int requests_over_kept_connections = 0;
  std::uint32_t spans = 0;
  std::vector<std::string> refused;
  /// The number of spans of each request.
  std::string sizes;

  void take(const std::string& request, const otel_native_batch& batch, otel_native_result& result) {
    ++requests;
    if (batch.new_connection == 0) ++requests_over_kept_connections;
    sizes += std::to_string(batch.item_count) + " ";
    bool breaks = is_away || losses-- > 0;
    for (const std::string& name : poison) breaks = breaks || request.find(name) != std::string::npos;
    if (breaks) {
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      result.lost_unanswered = 1;
      result.retry_after_ns = 1'000'000'000;
      std::snprintf(result.message, sizeof(result.message), "connection reset");
    } else if (!unwanted.empty() && request.find(unwanted) != std::string::npos) {
      result.status = OTEL_NATIVE_EXPORT_RETRY;
      result.retry_after_ns = 1'000'000'000;
    } else if (request.size() > max_bytes) {
      result.status = OTEL_NATIVE_EXPORT_TOO_LARGE;
      std::snprintf(result.message, sizeof(result.message), "HTTP 413");
      refused.push_back(request);
    } else {
      CHECK_EQ(count_spans(request), batch.item_count);
      spans += batch.item_count;
    }
  }
};

struct Bench {
  explicit Bench(Receiver& receiver)
      : queue(receiver.exporter.abi(),
              {.export_timeout = 30s,
               .max_items = 1'000'000,
               .max_bytes = 64 << 20,
               .signal = OTEL_NATIVE_SIGNAL_TRACES,
               .max_in_flight = 4},
              budget, counters, [this](LossCause cause, std::uint32_t items, const std::string& message) {
                if (cause == LossCause::kOutage || cause == LossCause::kRecovered) return;
                told.push_back(std::to_string(static_cast<int>(cause)) + " " + std::to_string(items) + " " + message);
              }) {}
  ~Bench() {
    queue.finish();
    queue.close_at(now);
    queue.step(now);
  }

  void push(const std::string& items) {
    const std::string request = request_of(items);
    ByteBuffer bytes;
    bytes.append(request.data(), request.size());
    queue.push(std::move(bytes), count_spans(items));
  }
  /// Lets time pass, step by step.
  void run(Duration duration) {
    const TimePoint end = now + duration;
    for (;;) {
      const TimePoint next = queue.step(now);
      if (next > end) break;
      now = std::max(now, next);
    }
    now = end;
  }
  std::uint64_t count(const Counters::Count& counter) const { return Counters::read(counter); }

  TimePoint now = Clock::now();
  MemoryBudget budget{64 << 20};
  Counters counters;
  std::vector<std::string> told;
  ExportQueue queue;
};

const std::string kPoisonous = std::to_string(static_cast<int>(LossCause::kPoisonous));
const std::string kTooLarge = std::to_string(static_cast<int>(LossCause::kTooLarge));

}  // namespace

TEST(one_poisonous_span_of_512_is_found_wherever_it_is) {
  for (int position = 0; position < 512; ++position) {
    Receiver receiver;
    const std::string name = "span " + std::to_string(position) + ";";
    receiver.poison = {name};
    Bench bench(receiver);
    bench.push(spans(0, 512));
    bench.run(5s);
    CHECK_EQ(receiver.spans, 511u);
    CHECK(receiver.requests <= 20);
    // A loss over a kept connection may be the server's idle timeout: only the first request uses one.
    CHECK(receiver.requests_over_kept_connections <= 1);
    CHECK_EQ(bench.count(bench.counters.exported), 511u);
    CHECK_EQ(bench.count(bench.counters.rejected), 1u);
    CHECK_EQ(bench.queue.queued_bytes(), 0u);
    CHECK_EQ(bench.told.size(), 1u);
    CHECK_EQ(bench.told.front(),
             kPoisonous + " 1 span \"" + name + "\", " + std::to_string(name.size() + 2) + " bytes: connection reset");
  }
}

TEST(a_half_is_split_unsent_when_the_other_one_was_accepted) {
  Receiver receiver;
  receiver.poison = {"span 8;"};
  Bench bench(receiver);
  bench.push(spans(0, 9));
  bench.run(5s);
  // Of 4 and 5, of 1 and 2: the second half is never sent as a whole. Of 2 and 3 it is, because the 5 was not sent.
  CHECK_EQ(receiver.sizes, "9 9 9 4 2 3 1 1 1 ");
  CHECK_EQ(receiver.spans, 8u);
  CHECK_EQ(bench.count(bench.counters.rejected), 1u);
}

TEST(an_outage_that_ends_when_a_request_was_split_costs_two_requests) {
  Receiver receiver;
  receiver.losses = 3;
  Bench bench(receiver);
  bench.push(spans(0, 512));
  bench.run(5s);
  CHECK_EQ(receiver.sizes, "512 512 512 228 142 142 ");
  CHECK_EQ(receiver.spans, 512u);
  CHECK_EQ(bench.counters.lost(), 0u);
}

TEST(a_half_does_not_wait_for_another_one_that_is_tried_again_and_again) {
  Receiver receiver;
  receiver.losses = 3;
  receiver.unwanted = "span 0;";
  Bench bench(receiver);
  bench.push(spans(0, 9));
  bench.run(5s);
  CHECK_EQ(receiver.spans, 5u);
  receiver.unwanted.clear();
  bench.run(5s);
  CHECK_EQ(receiver.spans, 9u);
  CHECK_EQ(bench.counters.lost(), 0u);
}

TEST(several_poisonous_spans_are_found) {
  Receiver receiver;
  receiver.poison = {"span 3;", "span 200;", "span 201;", "span 511;"};
  Bench bench(receiver);
  bench.push(spans(0, 512));
  bench.run(60s);
  CHECK_EQ(receiver.spans, 508u);
  CHECK_EQ(bench.count(bench.counters.rejected), 4u);
}

TEST(a_single_poisonous_span_is_kept_until_another_request_is_accepted) {
  Receiver receiver;
  receiver.poison = {"bad"};
  Bench bench(receiver);
  bench.push(span_named("bad;"));
  bench.run(60s);
  CHECK_EQ(bench.count(bench.counters.rejected), 0u);
  bench.push(spans(0, 5));
  bench.run(2s);
  CHECK_EQ(receiver.spans, 5u);
  CHECK_EQ(bench.count(bench.counters.rejected), 1u);
  CHECK_EQ(bench.told.size(), 1u);
}

TEST(other_requests_pass_a_poisonous_one_and_are_not_lost) {
  Receiver receiver;
  receiver.poison = {"span 7;"};
  Bench bench(receiver);
  for (int batch = 0; batch < 5; ++batch) bench.push(spans(batch * 10, 10));
  bench.run(5s);
  CHECK_EQ(receiver.spans, 49u);
  CHECK_EQ(bench.count(bench.counters.rejected), 1u);
}

TEST(an_outage_that_breaks_every_connection_loses_nothing) {
  Receiver receiver;
  receiver.is_away = true;
  Bench bench(receiver);
  for (int batch = 0; batch < 3; ++batch) bench.push(spans(batch * 512, 512));
  bench.push(span_named("alone;"));
  bench.run(60s);
  // One attempt a second, and at most one more for the second half of each split.
  CHECK(receiver.requests <= 120);
  receiver.is_away = false;
  bench.run(2s);
  CHECK_EQ(receiver.spans, 3 * 512u + 1u);
  CHECK_EQ(bench.counters.lost(), 0u);
  CHECK_EQ(bench.told.size(), 0u);
}

TEST(outages_again_and_again_lose_nothing) {
  Receiver receiver;
  Bench bench(receiver);
  std::uint32_t made = 0;
  for (int round = 0; round < 20; ++round) {
    for (int batch = 0; batch < 3; ++batch, made += 64) bench.push(spans(0, 64));
    receiver.is_away = true;
    bench.run(7s);
    receiver.is_away = false;
    bench.run(1ms * (round % 4));
  }
  bench.run(5s);
  CHECK_EQ(receiver.spans, made);
  CHECK_EQ(bench.counters.lost(), 0u);
}

TEST(a_request_that_is_too_large_is_halved_until_it_fits) {
  Receiver receiver;
  receiver.max_bytes = 2'000;
  Bench bench(receiver);
  bench.push(spans(0, 512));
  bench.run(0s);  // without a pause
  CHECK_EQ(receiver.spans, 512u);
  CHECK_EQ(bench.counters.lost(), 0u);
  CHECK(receiver.requests <= 15);
  for (std::size_t i = 1; i < receiver.refused.size(); ++i) CHECK(receiver.refused[i] != receiver.refused[i - 1]);
}

TEST(a_span_that_is_too_large_is_dropped_alone_and_named) {
  Receiver receiver;
  receiver.max_bytes = 20'000;
  Bench bench(receiver);
  const std::string large =
      item(field(1, std::string(16, '\x11')) + field(5, "large;") + field(9, std::string(30'000, 'x')));
  bench.push(spans(0, 100) + large + spans(100, 100));
  bench.run(0s);
  CHECK_EQ(receiver.spans, 200u);
  CHECK_EQ(bench.count(bench.counters.too_large), 1u);
  CHECK(receiver.requests <= 12);
  CHECK_EQ(bench.told.size(), 1u);
  CHECK_EQ(bench.told.front(),
           kTooLarge + " 1 span \"large;\" of trace 11111111111111111111111111111111, 30030 bytes: HTTP 413");
}

TEST(a_request_that_cannot_be_split_is_lost_as_a_whole) {
  Receiver receiver;
  receiver.max_bytes = 1;
  Bench bench(receiver);
  ByteBuffer bytes;
  bytes.append("\xff\xff;;", 4);
  bench.queue.push(std::move(bytes), 2);
  bench.run(0s);
  CHECK_EQ(receiver.requests, 1);
  CHECK_EQ(bench.count(bench.counters.export_failed), 2u);
}
