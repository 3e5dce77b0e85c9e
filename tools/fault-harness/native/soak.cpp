// The native half of the soak: rounds of producers that send to a receiver, each round with pipelines and exporters of
// its own. After each it prints a line of JSON with what was ended and recorded, and what the pipelines say became of
// it.
//
//     soak PORT SEED SECONDS FOLDER
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>
#include <vector>

#include "metric-producer.hpp"
#include "pipeline/recovery.hpp"
#include "producer.hpp"
#include "traces/span-encoder.hpp"

namespace {

using namespace otel_native;
using namespace std::chrono_literals;
using namespace soak;

constexpr std::uint32_t kMostProducers = 6;
constexpr std::uint32_t kMostMetricProducers = 5;
constexpr PipelineOptions kRecoveryOptions{.max_export_batch_size = 100,
                                           .max_export_batch_bytes = 1 << 20,
                                           .max_queue_bytes = 16 << 20,
                                           .max_queue_size = UINT64_MAX,
                                           .scheduled_delay = 100ms,
                                           .export_timeout = 30s};

/// Sends what pipelines with a spool left at their end.
RecoveryOutcome recover_what_is_left(SpoolDirectory& spools, std::uint16_t port) {
  otel_native_exporter* exporter = make_exporter({port, 1000, false, false, 0});
  auto found = spools.take_abandoned({4u << 20, 1u << 30, 24h});
  std::promise<RecoveryOutcome> promise;
  recover(kSpans, found.spools, exporter, kRecoveryOptions,
          [&](const RecoveryOutcome& outcome) { promise.set_value(outcome); });
  found.spools.clear();
  const RecoveryOutcome outcome = promise.get_future().get();
  exporter->release(exporter);
  return outcome;
}

unsigned long long wide(std::uint64_t number) { return number; }

void print_pipeline(const PipelineAccount& account) {
  std::printf(R"("exported":%llu,"lost":%llu,"retries":%llu,"unansweredFlushes":%llu,"isCorrupt":%s})",
              wide(account.exported), wide(account.lost), wide(account.retries), wide(account.unanswered_flushes),
              account.is_corrupt ? "true" : "false");
}

void print_account(const Account& account) {
  std::printf(R"({"ended":%llu,"notTaken":%llu,"isSpooled":%s,)", wide(account.ended), wide(account.not_taken),
              account.is_spooled ? "true" : "false");
  print_pipeline(account.pipeline);
}

void print_account(const MetricAccount& account) {
  std::printf(R"({"streams":[)");
  const char* before_stream = "";
  for (const auto& [is_delta, is_observed, recorded] : account.streams) {
    std::printf(R"(%s{"isDelta":%s,"isObserved":%s,"recorded":[)", before_stream, is_delta ? "true" : "false",
                is_observed ? "true" : "false");
    const char* before = "";
    for (const std::uint64_t sum : recorded) {
      std::printf("%s%llu", before, wide(sum));
      before = ",";
    }
    std::printf("]}");
    before_stream = ",";
  }
  std::printf(R"(],"collected":%llu,)", wide(account.pipeline.collected));
  print_pipeline(account.pipeline);
}

template <typename AnyProducer>
void print_accounts(const std::vector<std::unique_ptr<AnyProducer>>& producers) {
  for (const auto& producer : producers) {
    if (producer != producers.front()) std::printf(",");
    print_account(producer->account());
  }
}

/// Makes so many producers, each with a thread that runs it.
template <typename AnyProducer, typename... More>
std::vector<std::unique_ptr<AnyProducer>> start_producers(std::uint32_t count, ProducerPlace place, Random& random,
                                                          std::vector<std::thread>& threads, More... more) {
  std::vector<std::unique_ptr<AnyProducer>> producers;
  for (place.number = 0; place.number < count; ++place.number) {
    place.seed = random.between(0, UINT32_MAX);
    producers.push_back(std::make_unique<AnyProducer>(place, more...));
    threads.emplace_back([producer = producers.back().get()] { producer->run(); });
  }
  return producers;
}

void run_round(std::uint32_t round, std::uint16_t port, Random& random, SpoolDirectory& spools) {
  const ProducerPlace place{round, 0, port, 0};
  std::vector<std::thread> threads;
  const auto producers = start_producers<Producer>(random.between(1, kMostProducers), place, random, threads, &spools);
  const auto metric_producers =
      start_producers<MetricProducer>(random.between(1, kMostMetricProducers), place, random, threads);
  for (std::thread& thread : threads) thread.join();
  const RecoveryOutcome recovered = recover_what_is_left(spools, port);

  std::printf(R"({"round":%u,"producers":[)", round);
  print_accounts(producers);
  std::printf(R"(],"metricProducers":[)");
  print_accounts(metric_producers);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(R"(],"recovered":{"exported":%llu,"lost":%llu,"damagedFiles":%u},"maxRssKiB":%ld})",
              static_cast<unsigned long long>(recovered.exported), static_cast<unsigned long long>(recovered.lost),
              recovered.damaged_files, usage.ru_maxrss);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const auto port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
  Random random(static_cast<std::uint32_t>(std::atoll(arguments[2])));
  const TimePoint end = after(Clock::now(), std::chrono::seconds(std::atoll(arguments[3])));
  SpoolMessage error{};
  const auto spools = SpoolDirectory::open(arguments[4], error);
  if (spools == nullptr) {
    std::fprintf(stderr, "%s\n", error.text.c_str());
    return 2;
  }
  for (std::uint32_t round = 0; Clock::now() < end; ++round) run_round(round, port, random, *spools);
  return 0;
}
