// The native half of the soak: rounds of producers that send to a receiver, each round with pipelines and exporters of
// its own. After each it prints a line of JSON with what was ended and recorded, and what the pipelines say became of
// it.
//
//     soak PORT SEED SECONDS FOLDER
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "metric-producer.hpp"
#include "producer.hpp"
#include "soak-spools.hpp"

namespace {

using namespace otel_native;
using namespace std::chrono_literals;
using namespace soak;

constexpr std::uint32_t kMostProducers = 6;
constexpr std::uint32_t kMostMetricProducers = 5;
unsigned long long wide(std::uint64_t number) { return number; }

void print_pipeline(const PipelineAccount& account) {
  std::printf(R"("exported":%llu,"lost":%llu,"retries":%llu,"unansweredFlushes":%llu,"isCorrupt":%s})",
              wide(account.exported), wide(account.lost), wide(account.retries), wide(account.unanswered_flushes),
              account.is_corrupt ? "true" : "false");
}

void print_account(const Account& account) {
  std::printf(R"({"ended":%llu,"notTaken":%llu,"isSpooled":%s,"isLogs":%s,)", wide(account.ended),
              wide(account.not_taken), account.is_spooled ? "true" : "false",
              account.items == Items::kLogRecords ? "true" : "false");
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

void run_round(std::uint32_t round, std::uint16_t port, Random& random, SoakSpools& spools) {
  const ProducerPlace place{round, 0, port, 0};
  std::vector<std::thread> threads;
  const auto producers = start_producers<Producer>(random.between(1, kMostProducers), place, random, threads, &spools);
  const auto metric_producers =
      start_producers<MetricProducer>(random.between(1, kMostMetricProducers), place, random, threads);
  for (std::thread& thread : threads) thread.join();
  const RecoveryOutcome recovered = spools.recover_what_is_left(port);

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
  SoakSpools spools(arguments[4]);
  for (std::uint32_t round = 0; Clock::now() < end; ++round) run_round(round, port, random, spools);
  return 0;
}
