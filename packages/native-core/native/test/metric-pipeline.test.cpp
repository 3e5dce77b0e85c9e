#include "metrics/metric-pipeline.hpp"

#include <future>
#include <memory>

#include "fake-exporter.hpp"
#include "fake-observer.hpp"
#include "metric-writer.hpp"
#include "pipeline-options.hpp"
#include "pipeline/runtime.hpp"
#include "test.hpp"

using namespace otel_native;
using namespace std::chrono_literals;
using test::FakeExporter;
using test::FakeObserver;
using test::MetricWriter;
using test::RecordBuilder;

namespace {

constexpr PipelineOptions kOptions = test::options_with_batches_of(UINT32_MAX);

void wake() { Runtime::instance().wake(); }

/// A pipeline of the process's runtime with one cumulative sum.
class Bench {
 public:
  explicit Bench(FakeExporter& exporter, PipelineOptions options = kOptions, MetricPipeline::Observe observe = {})
      : pipeline(std::make_shared<MetricPipeline>(writer.control(), exporter.abi(), options, std::move(observe))) {
    pipeline->memory().add_chunk(writer.chunk(), writer.doubles());
    define(RecordBuilder().resource());
    define(RecordBuilder().scope(0, "scope"));
    define(MetricWriter::stream(0, kAggregationSum, 0));
    define(MetricWriter::series(0, 0, 0));
  }
  ~Bench() {
    pipeline->detach();
    if (!closed_) close();
    while (!pipeline->finished()) std::this_thread::yield();
  }
  void start() { Runtime::instance().add(pipeline); }
  /// Stream 1: an observed gauge with one series.
  void define_gauge() {
    define(MetricWriter::stream(1, kAggregationLastValue, kStreamFlagObserved));
    define(MetricWriter::series(1, 0, 0));
  }
  /// The gauge's values come from native code.
  void observe_gauge(FakeObserver& observer) {
    define_gauge();
    NativeObservers& observers = pipeline->native_observers();
    observers.set_targets(observers.add(&observer, wake), 1, {1, 0, 0, 0});
  }
  void define(const RecordBuilder& record) { pipeline->definitions().append(record.data(), record.size()); }
  FlushOutcome flush() {
    std::promise<FlushOutcome> promise;
    pipeline->flush([&promise](const FlushOutcome& outcome) { promise.set_value(outcome); });
    Runtime::instance().wake();
    return promise.get_future().get();
  }
  FlushOutcome close(Duration time = 1s) {
    closed_ = true;
    const auto promise = std::make_shared<std::promise<FlushOutcome>>();
    pipeline->close(after(Clock::now(), time), [promise](const FlushOutcome& outcome) { promise->set_value(outcome); });
    Runtime::instance().wake();
    return promise->get_future().get();
  }

  MetricWriter writer;
  const std::shared_ptr<MetricPipeline> pipeline;

 private:
  bool closed_ = false;
};

template <typename Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 5000 && !condition(); ++i) std::this_thread::sleep_for(1ms);
  return condition();
}

}  // namespace

TEST(a_flush_collects_and_a_close_does_so_once_more) {
  FakeExporter exporter([](const otel_native_batch& batch, auto, auto&) {
    CHECK_EQ(batch.signal, static_cast<std::uint32_t>(OTEL_NATIVE_SIGNAL_METRICS));
  });
  {
    Bench bench(exporter);
    bench.start();
    bench.writer.add(0, 1);
    CHECK_EQ(bench.flush().lost_items, 0u);
    CHECK_EQ(exporter.items, 1u);
    bench.writer.add(0, 1);
    bench.close();
    CHECK_EQ(exporter.items, 2u);
  }
  CHECK_EQ(exporter.shutdowns, 1);
}

TEST(what_was_observed_is_collected_once) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.define_gauge();
  bench.start();
  bench.pipeline->observations().append({.round = 1, .start_millis = 5, .targets = {1, 0, 0, 0}, .values = {3}});
  bench.flush();
  CHECK_EQ(exporter.items, 1u);
  bench.flush();
  CHECK_EQ(exporter.items, 1u);
  // Observations that wait when JavaScript ends are collected too.
  bench.pipeline->observations().append({.round = 2, .start_millis = 5, .targets = {1, 0, 0, 0}, .values = {4}});
  bench.pipeline->detach();
  bench.close();
  CHECK_EQ(exporter.items, 2u);
}

TEST(native_observers_are_asked_before_each_collection) {
  FakeExporter exporter;
  std::atomic<int> asked{0};
  FakeObserver observer([&asked] {
    ++asked;
    return std::vector<double>{1, 2};
  });
  {
    Bench bench(exporter);
    bench.define_gauge();
    NativeObservers& observers = bench.pipeline->native_observers();
    const std::uint32_t id = observers.add(&observer, wake);
    bench.start();
    bench.flush();
    // Nobody has described its values.
    CHECK_EQ(asked, 0);
    observers.set_targets(id, 1, {1, 0, 1, 0});
    bench.flush();
    CHECK_EQ(asked, 1);
    CHECK_EQ(exporter.items, 1u);
    // Values without a description are left out.
    observer.layout = 2;
    bench.flush();
    CHECK_EQ(exporter.items, 1u);
    observers.set_targets(id, 2, {1, 0, 0, 0});
    bench.flush();
    CHECK_EQ(exporter.items, 2u);
    observers.remove(id);
    bench.flush();
    CHECK_EQ(asked, 3);
    CHECK_EQ(exporter.items, 2u);
    // An observer without a receiver is not asked.
    observers.set_targets(observers.add(&observer, wake), 2, {1, 0, 0, 0});
    bench.pipeline->lose_exporter();
    bench.flush();
    observers.set_targets(observers.add(&observer, wake), 2, {1, 0, 0, 0});
    bench.pipeline->detach();
    bench.close();
    CHECK_EQ(asked, 3);
  }
  CHECK(comes_true([&] { return observer.references == 0; }));
}

TEST(an_interval_asks_native_observers_first_and_the_callbacks_may_say_what_they_meant) {
  FakeExporter exporter;
  FakeObserver observer([] { return std::vector<double>{1}; }, 7);
  std::atomic<std::uint32_t> round{0};
  PipelineOptions options = kOptions;
  options.scheduled_delay = 20ms;
  Bench bench(exporter, options, [&round](std::uint32_t asked) {
    round = asked;
    return true;
  });
  bench.define_gauge();
  NativeObservers& observers = bench.pipeline->native_observers();
  const std::uint32_t id = observers.add(&observer, wake);
  observers.set_targets(id, 6, {1, 0, 0, 0});
  bench.pipeline->set_observes(true);
  bench.start();
  CHECK(comes_true([&] { return round == 1; }));
  CHECK_EQ(exporter.items, 0u);
  observers.set_targets(id, 7, {1, 0, 0, 0});
  bench.pipeline->observed(1);
  Runtime::instance().wake();
  CHECK(comes_true([&] { return exporter.items == 1 && round == 2; }));
}

TEST(an_observer_that_does_not_answer_is_waited_for_once) {
  FakeExporter exporter;
  std::promise<void> promise;
  const std::shared_future<void> answer = promise.get_future();
  std::atomic<int> asked{0};
  FakeObserver observer([&] {
    ++asked;
    answer.wait();
    return std::vector<double>{1};
  });
  Bench bench(exporter);
  bench.observe_gauge(observer);
  bench.start();
  bench.writer.add(0, 1);
  const TimePoint begin = Clock::now();
  bench.flush();
  const TimePoint waited = Clock::now();
  CHECK(waited - begin >= 400ms);
  CHECK_EQ(exporter.items, 1u);
  bench.flush();
  CHECK(Clock::now() - waited < 400ms);
  CHECK_EQ(asked, 1);
  promise.set_value();
  CHECK(comes_true([&] {
    bench.flush();
    return asked > 1;
  }));
  bench.pipeline->detach();
  CHECK(comes_true([&] { return observer.references == 0; }));
}

TEST(a_close_does_not_spend_its_time_on_an_observer) {
  FakeExporter exporter;
  std::promise<void> promise;
  const std::shared_future<void> answer = promise.get_future();
  FakeObserver observer([&] {
    answer.wait();
    return std::vector<double>{1};
  });
  Bench bench(exporter);
  bench.observe_gauge(observer);
  bench.start();
  bench.writer.add(0, 1);
  CHECK_EQ(bench.close(300ms).lost_items, 0u);
  CHECK_EQ(exporter.items, 1u);
  promise.set_value();
  // The pipeline is still there, but must not keep the observer.
  CHECK(comes_true([&] { return observer.references == 0; }));
}

TEST(an_observer_without_values_at_present_is_asked_again) {
  FakeExporter exporter;
  std::atomic<int> asked{0};
  FakeObserver observer([&asked] {
    ++asked;
    return std::vector<double>();
  });
  Bench bench(exporter);
  NativeObservers& observers = bench.pipeline->native_observers();
  observers.set_targets(observers.add(&observer, wake), 1, {});
  bench.start();
  bench.flush();
  bench.flush();
  CHECK_EQ(asked, 2);
}

TEST(what_a_thread_left_is_collected_after_its_memory_is_gone) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.start();
  bench.writer.add(0, 1);
  // Terminated in the middle of a recording.
  bench.writer.begin();
  bench.pipeline->detach();
  bench.writer.free();
  bench.close();
  CHECK_EQ(exporter.items, 1u);
}

TEST(a_recording_that_never_ended_delays_a_collection_and_no_more) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.start();
  bench.writer.add(0, 1);
  bench.writer.begin();
  const TimePoint begin = Clock::now();
  bench.flush();
  CHECK(Clock::now() - begin >= 200ms);
  CHECK_EQ(exporter.items, 1u);
  bench.writer.end();
}

TEST(an_interval_waits_for_the_callbacks) {
  FakeExporter exporter;
  std::atomic<std::uint32_t> asked{0};
  PipelineOptions options = kOptions;
  options.scheduled_delay = 20ms;
  Bench bench(exporter, options, [&asked](std::uint32_t round) {
    asked = round;
    return true;
  });
  bench.pipeline->set_observes(true);
  bench.writer.add(0, 1);
  bench.start();
  CHECK(comes_true([&] { return asked == 1; }));
  std::this_thread::sleep_for(30ms);
  CHECK_EQ(exporter.items, 0u);
  bench.pipeline->observed(1);
  Runtime::instance().wake();
  CHECK(comes_true([&] { return exporter.items == 1 && asked == 2; }));
}

TEST(callbacks_that_never_end_are_waited_for_only_so_long) {
  FakeExporter exporter;
  PipelineOptions options = kOptions;
  options.scheduled_delay = 10ms;
  options.export_timeout = 50ms;
  Bench bench(exporter, options, [](std::uint32_t) { return true; });
  bench.pipeline->set_observes(true);
  bench.writer.add(0, 1);
  bench.start();
  CHECK(comes_true([&] { return exporter.items >= 2; }));
}

TEST(a_resource_that_is_not_known_yet_is_waited_for) {
  FakeExporter exporter;
  PipelineOptions options = kOptions;
  options.scheduled_delay = 10ms;
  MetricWriter writer;
  const auto pipeline = std::make_shared<MetricPipeline>(writer.control(), exporter.abi(), options);
  pipeline->memory().add_chunk(writer.chunk(), writer.doubles());
  const auto define = [&](const RecordBuilder& record) {
    pipeline->definitions().append(record.data(), record.size());
    Runtime::instance().wake();
  };
  define(RecordBuilder().scope(0, "scope"));
  define(MetricWriter::stream(0, kAggregationSum, 0));
  define(MetricWriter::series(0, 0, 0));
  writer.add(0, 1);
  Runtime::instance().add(pipeline);
  std::this_thread::sleep_for(50ms);
  CHECK_EQ(exporter.items, 0u);
  define(RecordBuilder().resource());
  CHECK(comes_true([&] { return exporter.items >= 1; }));
  pipeline->detach();
  pipeline->close(Clock::now(), [](const FlushOutcome&) {});
  Runtime::instance().wake();
  while (!pipeline->finished()) std::this_thread::yield();
}

TEST(damaged_definitions_stop_their_pipeline_and_flushes_still_end) {
  FakeExporter exporter;
  Bench bench(exporter);
  bench.define(MetricWriter::stream(7, kAggregationSum, 0));
  bench.start();
  bench.writer.add(0, 1);
  bench.flush();
  CHECK(bench.pipeline->counters().corrupt);
  CHECK_EQ(exporter.items, 0u);
}
