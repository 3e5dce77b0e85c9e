#include <future>
#include <memory>

#include "fake-exporter.hpp"
#include "pipeline-options.hpp"
#include "pipeline/record-pipeline.hpp"
#include "pipeline/runtime.hpp"
#include "proto-printer.hpp"
#include "record-builder.hpp"
#include "ring-writer.hpp"
#include "test.hpp"
#include "traces/span-encoder.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;
using test::RecordBuilder;
using test::RingWriter;

namespace {

constexpr PipelineOptions kOptions = test::options_with_batches_of(512);

/// A pipeline of the process's runtime with a writer as JavaScript is one.
class Bench {
 public:
  explicit Bench(FakeExporter& exporter, PipelineOptions options = kOptions, bool with_resource = true,
                 LossListener listener = {})
      : ring_(1 << 16),
        pipeline_(std::make_shared<RecordPipeline>(kSpans, ring_.memory(), ring_.bytes(), exporter.abi(), options,
                                                   std::move(listener))) {
    if (with_resource) append(RecordBuilder().resource());
    append(RecordBuilder().scope(0, "scope"));
    Runtime::instance().add(pipeline_);
  }
  ~Bench() {
    pipeline_->source().detach();
    if (!closed_) close(0ms);
    while (!pipeline_->finished()) std::this_thread::yield();
  }

  void append(const RecordBuilder& record) { pipeline_->source().append(record.data(), record.size(), true); }
  /// False when the writer has to drop a span.
  bool write(std::uint32_t spans) {
    const RecordBuilder record = std::move(RecordBuilder().span("span"));
    for (std::uint32_t i = 0; i < spans; ++i) {
      while (!ring_.write(record.data(), static_cast<std::uint32_t>(record.size()))) {
        if (!pipeline_->source().move_ring_to_heap()) return false;
      }
    }
    return true;
  }
  void write_record(const RecordBuilder& record) {
    CHECK(ring_.write(record.data(), static_cast<std::uint32_t>(record.size())));
  }
  void wake() {
    pipeline_->want_drain();
    Runtime::instance().wake();
  }
  std::future<FlushOutcome> flush() {
    auto promise = std::make_shared<std::promise<FlushOutcome>>();
    pipeline_->flush([promise](const FlushOutcome& outcome) { promise->set_value(outcome); });
    Runtime::instance().wake();
    return promise->get_future();
  }
  FlushOutcome close(Duration timeout) {
    closed_ = true;
    auto promise = std::make_shared<std::promise<FlushOutcome>>();
    pipeline_->close(after(Clock::now(), timeout),
                     [promise](const FlushOutcome& outcome) { promise->set_value(outcome); });
    Runtime::instance().wake();
    return promise->get_future().get();
  }
  const Counters& counters() { return pipeline_->counters(); }
  std::uint64_t count(const Counters::Count& counter) { return Counters::read(counter); }
  RecordPipeline& pipeline() { return *pipeline_; }
  RingWriter& ring() { return ring_; }

 private:
  RingWriter ring_;
  std::shared_ptr<RecordPipeline> pipeline_;
  bool closed_ = false;
};

template <typename Condition>
void wait_for(Condition condition) {
  while (!condition()) std::this_thread::sleep_for(1ms);
}

FakeExporter::Answer answers(std::vector<std::uint32_t> statuses, std::uint64_t retry_after_ns = 1000) {
  auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [=](auto&, auto, otel_native_result& result) {
    const std::size_t i = next->fetch_add(1);
    if (i < statuses.size()) result.status = statuses[i];
    result.retry_after_ns = retry_after_ns;
    if (result.status != OTEL_NATIVE_EXPORT_OK) std::strcpy(result.message, "not now");
  };
}

}  // namespace

TEST(a_flush_ends_when_the_exporter_has_answered) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.write(10);
  CHECK_EQ(bench.flush().get().lost_items, 0u);
  CHECK_EQ(exporter.items.load(), 10u);
  CHECK_EQ(exporter.requests().size(), 1u);
  CHECK_EQ(bench.flush().get().lost_items, 0u);
  CHECK_EQ(exporter.requests().size(), 1u);
}

TEST(batches_are_cut_by_count_without_a_flush) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.write(1100);
  bench.wake();
  wait_for([&] { return exporter.items == 1024; });
  bench.flush().get();
  CHECK_EQ(exporter.items.load(), 1100u);
  CHECK_EQ(exporter.requests().size(), 3u);
}

TEST(batches_are_cut_by_bytes) {
  FakeExporter exporter;
  PipelineOptions options = kOptions;
  options.max_request_bytes = 1000;
  Bench bench(exporter, options);
  bench.write(100);
  bench.flush().get();
  CHECK_EQ(exporter.items.load(), 100u);
  CHECK(exporter.requests().size() > 5);
  std::vector<std::string> requests = exporter.requests();
  for (const std::string& request : requests) CHECK(request.size() <= 1000);
  requests.pop_back();
  for (const std::string& request : requests) CHECK(request.size() > 800);
}

TEST(an_item_above_the_limit_is_dropped_alone) {
  FakeExporter exporter;
  PipelineOptions options = kOptions;
  options.max_item_bytes = 500;
  Bench bench(exporter, options);
  bench.write(2);
  bench.write_record(std::move(RecordBuilder().span("large" + std::string(600, 'x'))));
  bench.write(3);
  bench.flush().get();
  CHECK_EQ(exporter.items.load(), 5u);
  CHECK_EQ(bench.count(bench.counters().too_large), 1u);
  CHECK_EQ(bench.count(bench.counters().exported), 5u);
}

TEST(an_incomplete_batch_is_sent_after_the_delay) {
  FakeExporter exporter;
  PipelineOptions options = kOptions;
  options.scheduled_delay = 20ms;
  Bench bench(exporter, options);
  bench.write(3);
  wait_for([&] { return exporter.items == 3; });
  CHECK_EQ(exporter.items.load(), 3u);
}

TEST(batches_wait_for_the_resource) {
  FakeExporter exporter;
  Bench bench(exporter, kOptions, false);
  bench.write(600);
  bench.wake();
  bench.flush().get();
  CHECK_EQ(exporter.items.load(), 0u);
  bench.append(RecordBuilder().resource());
  bench.flush().get();
  CHECK_EQ(exporter.items.load(), 600u);
  CHECK_EQ(exporter.requests().size(), 2u);  // no batch is larger for having waited
}

TEST(a_retry_sends_the_same_bytes_again) {
  FakeExporter exporter(answers({OTEL_NATIVE_EXPORT_RETRY, OTEL_NATIVE_EXPORT_RETRY}));
  Bench bench(exporter);
  bench.write(5);
  CHECK_EQ(bench.flush().get().lost_items, 0u);
  CHECK_EQ(exporter.items.load(), 5u);
  CHECK_EQ(bench.count(bench.counters().retries), 2u);
  CHECK_EQ(bench.pipeline().queue().last_error(), "not now");
}

TEST(a_failure_is_counted_and_the_flush_tells_it) {
  FakeExporter exporter(answers({OTEL_NATIVE_EXPORT_FAILED}));
  Bench bench(exporter);
  bench.write(5);
  const FlushOutcome outcome = bench.flush().get();
  CHECK_EQ(outcome.lost_items, 5u);
  CHECK_EQ(outcome.message, "not now");
  CHECK_EQ(bench.count(bench.counters().export_failed), 5u);
}

TEST(a_partial_success_counts_what_was_rejected) {
  FakeExporter exporter([](auto&, auto, otel_native_result& result) { result.rejected_items = 2; });
  Bench bench(exporter);
  bench.write(5);
  CHECK_EQ(bench.flush().get().lost_items, 2u);
  CHECK_EQ(bench.count(bench.counters().rejected), 2u);
  CHECK_EQ(bench.count(bench.counters().exported), 3u);
}

TEST(a_full_queue_drops_the_newest_and_counts_them) {
  FakeExporter exporter(answers({OTEL_NATIVE_EXPORT_RETRY}, 3'600'000'000'000));
  PipelineOptions options = kOptions;
  options.max_queue_size = 1000;
  Bench bench(exporter, options);
  bench.write(2048);
  bench.wake();
  // The exporter has a batch of 512; behind it wait another one and 488 more, which the limit has room for.
  wait_for(
      [&] { return bench.count(bench.counters().queue_full) == 512 && bench.count(bench.counters().retries) == 1; });
  bench.flush().get();  // asks for an attempt at once
  CHECK_EQ(exporter.items.load(), 1512u);
  CHECK_EQ(bench.count(bench.counters().queue_full), 536u);
}

TEST(the_byte_limit_holds_while_the_exporter_is_down) {
  FakeExporter exporter(answers({OTEL_NATIVE_EXPORT_RETRY}, 3'600'000'000'000));
  PipelineOptions options = kOptions;
  options.max_queue_bytes = 200'000;
  Bench bench(exporter, options);
  bool refused = false;
  for (int i = 0; i < 50; ++i) {
    refused = !bench.write(512) || refused;
    bench.wake();
    CHECK(bench.pipeline().queue().queued_bytes() <= 200'000);
  }
  CHECK(refused || bench.count(bench.counters().queue_full) > 0);
}

TEST(close_drops_at_its_deadline_what_cannot_be_sent) {
  FakeExporter exporter([](auto&, auto, otel_native_result& result) {
    result = {sizeof(result), OTEL_NATIVE_EXPORT_RETRY, 0, 0, 0, 1000000, "down"};
  });
  {
    Bench bench(exporter);
    bench.write(7);
    const FlushOutcome outcome = bench.close(50ms);
    CHECK_EQ(outcome.lost_items, 7u);
    CHECK_EQ(bench.count(bench.counters().shutdown), 7u);
  }
  CHECK_EQ(exporter.shutdowns.load(), 1);
  wait_for([&] { return exporter.references == 0; });
}

TEST(close_cancels_an_export_that_hangs) {
  FakeExporter exporter([](auto&, auto, otel_native_result& result) { FakeExporter::hold(result); });
  Bench bench(exporter);
  bench.write(7);
  auto flushed = bench.flush();
  CHECK_EQ(bench.close(50ms).lost_items, 7u);
  CHECK_EQ(flushed.get().lost_items, 7u);
}

TEST(an_exiting_process_does_not_wait_for_an_unreachable_receiver) {
  FakeExporter exporter([](auto&, auto, otel_native_result& result) {
    result.status = OTEL_NATIVE_EXPORT_RETRY;
    result.unreachable = 1;
    result.retry_after_ns = 3'600'000'000'000;
  });
  Bench bench(exporter);
  bench.write(7);
  bench.pipeline().queue().give_up_when_unreachable();
  CHECK_EQ(bench.flush().get().lost_items, 7u);
  CHECK_EQ(bench.count(bench.counters().shutdown), 7u);
}

TEST(a_corrupt_record_stops_its_pipeline_and_no_other) {
  FakeExporter exporter;
  Bench broken(exporter);
  Bench sound(exporter);
  const std::uint32_t nonsense[2] = {8, 77};
  broken.ring().write(reinterpret_cast<const std::uint8_t*>(nonsense), 8);
  broken.write(3);
  sound.write(4);
  broken.flush().get();
  sound.flush().get();
  CHECK(broken.counters().corrupt);
  CHECK(!sound.counters().corrupt);
  CHECK_EQ(exporter.items.load(), 4u);
}

TEST(the_texts_of_a_batch_stand_behind_its_spans) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.write_record(std::move(RecordBuilder().batch("ab").batch("c")));
  bench.flush().get();
  CHECK(!bench.counters().corrupt);
  CHECK_EQ(exporter.items.load(), 3u);
  const std::string request = exporter.requests().at(0);
  const std::string text =
      test::ProtoPrinter::print(reinterpret_cast<const std::uint8_t*>(request.data()), request.size());
  for (const char* name : {R"(5:"a")", R"(5:"b")", R"(5:"c")"}) CHECK(text.find(name) != std::string::npos);
}

TEST(texts_that_are_not_there_are_corrupt) {
  const auto is_corrupt = [](RecordBuilder record) {
    FakeExporter exporter;
    Bench bench(exporter);
    bench.write_record(record);
    bench.flush().get();
    return bench.counters().corrupt.load();
  };
  const auto with_batch_field = [](std::size_t offset, std::uint32_t value) {
    RecordBuilder record = std::move(RecordBuilder().batch("ab"));
    return std::move(record.at_first(offset, value));
  };
  CHECK(is_corrupt(with_batch_field(kBatchTextsOffsetOffset, 1u << 20)));
  CHECK(is_corrupt(with_batch_field(kBatchTextsBytesOffset, 0xffffffffu)));
  CHECK(is_corrupt(with_batch_field(kBatchTextsBytesOffset, 1)));
  // Behind the texts of a batch, and without any.
  const auto deferred_span = [](RecordBuilder record) {
    return std::move(record.begin(kRecordTypeSpan, kSpanHeaderBytes).deferred(1).end());
  };
  CHECK(is_corrupt(deferred_span(RecordBuilder())));
  CHECK(is_corrupt(deferred_span(std::move(RecordBuilder().batch("a")))));
}

TEST(many_pipelines_share_the_threads) {
  FakeExporter exporter;
  {
    std::vector<std::unique_ptr<Bench>> benches;
    for (int i = 0; i < 8; ++i) benches.push_back(std::make_unique<Bench>(exporter));
    std::vector<std::thread> writers;
    for (auto& bench : benches) {
      writers.emplace_back([&bench] {
        for (int i = 0; i < 20; ++i) {
          bench->write(600);
          bench->wake();
        }
        bench->flush().get();
      });
    }
    for (std::thread& writer : writers) writer.join();
  }
  CHECK_EQ(exporter.items.load(), 8u * 20 * 600);
  wait_for([&] { return exporter.references == 0; });
}

TEST(each_loss_is_told_with_its_cause) {
  std::atomic<int> exports{0};
  FakeExporter exporter([&](auto&, auto, otel_native_result& result) {
    const int number = exports++;
    if (number < 2) result.rejected_items = 1;
    if (number >= 2) result.status = OTEL_NATIVE_EXPORT_FAILED;
    std::strcpy(result.message, number < 2 ? "one" : "all");
  });
  std::mutex mutex;
  std::vector<std::string> told;
  Bench bench(exporter, kOptions, true, [&](LossCause cause, std::uint32_t items, const std::string& message) {
    const std::lock_guard lock(mutex);
    told.push_back(std::to_string(static_cast<int>(cause)) + " " + std::to_string(items) + " " + message);
  });
  for (int i = 0; i < 4; ++i) {
    bench.write(5);
    bench.flush().get();
  }
  const std::lock_guard lock(mutex);
  CHECK_EQ(told.size(), 4u);
  CHECK_EQ(told[0], "1 1 one");
  CHECK_EQ(told[1], "1 1 one");
  CHECK_EQ(told[2], "2 5 all");
  CHECK_EQ(told[3], "2 5 all");
}

TEST(an_outage_is_told_when_it_lasts_and_when_it_ends) {
  Outage outage;
  const TimePoint start = Clock::now();
  const std::chrono::milliseconds pause{100};
  CHECK(!outage.begins(start, pause));
  CHECK(!outage.ends(start).has_value());
  CHECK(!outage.begins(start, pause));
  CHECK(outage.begins(start + std::chrono::seconds(1), pause));
  CHECK(!outage.begins(start + std::chrono::seconds(2), pause));
  CHECK_EQ(outage.ends(start + std::chrono::seconds(5)).value_or(0), 5u);
  CHECK(outage.begins(start, std::chrono::hours(1)));
}
