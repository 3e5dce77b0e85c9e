#include <atomic>
#include <thread>
#include <vector>

#include "claim/process-claim.hpp"
#include "test.hpp"

namespace otel_native::system_metrics {
namespace {

TEST(one_owner_may_claim_often_and_others_may_not) {
  ProcessClaim claim;
  const int owners[2] = {};
  CHECK(claim.take(&owners[0]));
  CHECK(claim.take(&owners[0]));
  CHECK(!claim.take(&owners[1]));
  claim.give_back(&owners[0]);
  claim.give_back(&owners[1]);
  CHECK(!claim.take(&owners[1]));
  claim.give_back(&owners[0]);
  CHECK(claim.take(&owners[1]));
  claim.give_back_all(&owners[1]);
  CHECK(claim.take(&owners[0]));
}

TEST(of_many_threads_one_has_the_claim) {
  ProcessClaim claim;
  std::atomic<int> holders = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      int self = 0;
      for (int round = 0; round < 1000; ++round) {
        if (!claim.take(&self)) continue;
        most = std::max(most.load(), ++holders);
        --holders;
        claim.give_back(&self);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_EQ(most.load(), 1);
}

}  // namespace
}  // namespace otel_native::system_metrics
