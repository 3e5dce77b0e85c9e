// The native half of the soak: rounds of producers that send to a receiver, each round with pipelines and exporters of
// its own. After each it prints a line of JSON with what was ended and what the pipelines say became of it.
//
//     soak PORT SEED SECONDS FOLDER
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>
#include <vector>

#include "pipeline/recovery.hpp"
#include "producer.hpp"

namespace {

using namespace otel_native;
using namespace std::chrono_literals;
using namespace soak;

constexpr std::uint32_t kMostProducers = 6;
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
  recover(found.spools, exporter, kRecoveryOptions,
          [&](const RecoveryOutcome& outcome) { promise.set_value(outcome); });
  found.spools.clear();
  const RecoveryOutcome outcome = promise.get_future().get();
  exporter->release(exporter);
  return outcome;
}

void print_account(const Account& account) {
  std::printf(R"({"ended":%llu,"notTaken":%llu,"exported":%llu,"lost":%llu,"retries":%llu,"unansweredFlushes":%llu,)"
              R"("isSpooled":%s,"isCorrupt":%s})",
              static_cast<unsigned long long>(account.ended), static_cast<unsigned long long>(account.not_taken),
              static_cast<unsigned long long>(account.exported), static_cast<unsigned long long>(account.lost),
              static_cast<unsigned long long>(account.retries),
              static_cast<unsigned long long>(account.unanswered_flushes), account.is_spooled ? "true" : "false",
              account.is_corrupt ? "true" : "false");
}

void run_round(std::uint32_t round, std::uint16_t port, Random& random, SpoolDirectory& spools) {
  std::vector<std::unique_ptr<Producer>> producers;
  std::vector<std::thread> threads;
  for (std::uint32_t left = random.between(1, kMostProducers); left > 0; --left) {
    const auto number = static_cast<std::uint32_t>(producers.size());
    producers.push_back(
        std::make_unique<Producer>(Producer::Place{round, number, port, random.between(0, UINT32_MAX)}, &spools));
    threads.emplace_back([producer = producers.back().get()] { producer->run(); });
  }
  for (std::thread& thread : threads) thread.join();
  const RecoveryOutcome recovered = recover_what_is_left(spools, port);

  std::printf(R"({"round":%u,"producers":[)", round);
  for (const auto& producer : producers) {
    if (producer != producers.front()) std::printf(",");
    print_account(producer->account());
  }
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
