#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "observer/system-observer.hpp"
#include "test.hpp"
#include "tree.hpp"

namespace otel_native::system_metrics {
namespace {

const std::string kHeading = "Filename Type Size Used Priority\n";

std::shared_ptr<SharedReader> shared_reader_of(const Tree& tree) {
  return std::make_shared<SharedReader>(tree.proc_path(), tree.cgroup_path(), kEverything, test_machine());
}

TEST(an_observer_reads_and_gives_what_a_reader_writes) {
  Tree tree;
  tree.proc("swaps", kHeading + "/a file 10 1 0\n");
  const auto reader = shared_reader_of(tree);
  otel_native_observer* const observer = SystemObserver::create(reader);
  struct Taken {
    std::uint32_t layout;
    std::vector<double> values;
  };
  std::vector<Taken> taken;
  const auto observe = [&] {
    observer->observe(
        observer,
        [](void* context, const otel_native_values* values) {
          static_cast<std::vector<Taken>*>(context)->push_back(
              {values->layout, {values->values, values->values + values->count}});
        },
        &taken);
  };
  observe();
  tree.proc("swaps", kHeading + "/a file 10 2 0\n");
  observe();
  tree.proc("swaps", kHeading + "/a file 10 2 0\n/b file 10 2 0\n");
  observe();
  CHECK_EQ(taken.size(), 3u);
  CHECK_EQ(taken[0].layout, taken[1].layout);
  CHECK(taken[1].layout != taken[2].layout);
  CHECK_EQ(taken[0].values[taken[0].values.size() - 4], 1024.0);
  CHECK_EQ(taken[1].values[taken[1].values.size() - 4], 2048.0);
  CHECK_EQ(taken[2].values.size(), taken[1].values.size() + 4);
  CHECK_EQ(reader->layout(), taken[2].layout);
  CHECK_EQ(reader->labels()[1].size(), 2u);
  observer->retain(observer);
  observer->release(observer);
  observer->release(observer);
  CHECK_EQ(reader.use_count(), 1);
}

TEST(what_was_read_last_is_whole_while_others_read) {
  Tree tree;
  tree.proc("swaps", kHeading + "/a file 10 1 0\n");
  const auto reader = shared_reader_of(tree);
  reader->read();
  std::atomic<bool> is_over{false};
  std::thread other([&] {
    for (int i = 0; i < 200; ++i) {
      tree.proc("swaps", kHeading + "/a file 10 1 0\n" + (i % 2 == 0 ? "/b file 20 3 0\n" : ""));
      reader->read();
      reader->close();
    }
    is_over = true;
  });
  while (!is_over) {
    reader->with_values([&](std::span<const double> values, std::uint32_t layout) {
      CHECK_EQ(values[kSlotCount], static_cast<double>(layout));
      CHECK_EQ(values.size(), kSlotCount + 6 + 4 * static_cast<std::size_t>(values[kSlotCount + 2]));
    });
  }
  other.join();
}

}  // namespace
}  // namespace otel_native::system_metrics
