#include <unistd.h>

#include "test.hpp"
#include "tree.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr const char* kStat =
    "4242 (node (v24) :) x) S 1 4242 4242 0 -1 4194304 27346 0 12 0 310 45 0 0 20 0 11 0 8811 1450000384 17402 "
    "18446744073709551615 1 1 0 0 0 0 0 16781312 134235650 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

TEST(threads_and_memory_come_from_stat_whatever_the_program_is_called) {
  Tree tree;
  tree.proc("self/stat", kStat);
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(shown(snapshot, Slot::kProcessThreads), "11");
  CHECK_EQ(shown(snapshot, Slot::kProcessMemoryVirtual), "1450000384");
  CHECK_EQ(shown(snapshot, Slot::kProcessMemoryUsage), shown(17402.0 * 4096));
  CHECK_EQ(shown(snapshot, Slot::kProcessMemoryUtilization), shown(17402.0 * 4096 / (8.0 * (1 << 30))));
}

TEST(disk_transfers_come_from_io) {
  Tree tree;
  tree.proc(
      "self/io",
      "rchar: 99\nwchar: 98\nsyscr: 1\nsyscw: 2\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(shown(snapshot, Slot::kProcessDiskRead), "4096");
  CHECK_EQ(shown(snapshot, Slot::kProcessDiskWrite), "8192");
}

TEST(open_files_are_counted) {
  Tree tree;
  tree.proc("self/fd/0", "").proc("self/fd/1", "").proc("self/fd/2", "");
  // Counting opens one more descriptor, which an invented folder does not show.
  CHECK_EQ(shown(snapshot_of(tree), Slot::kProcessFileDescriptors), "2");
  int ends[2];
  const double before = count_descriptors("/proc/self/fd").value_or(0);
  CHECK_EQ(pipe(ends), 0);
  CHECK_EQ(count_descriptors("/proc/self/fd").value_or(0), before + 2);
  close(ends[0]);
  close(ends[1]);
}

TEST(the_usage_of_this_process_needs_no_files) {
  const Snapshot snapshot = snapshot_of(Tree());
  CHECK(snapshot.get(Slot::kProcessCpuUser) + snapshot.get(Slot::kProcessCpuSystem) > 0);
  CHECK(snapshot.get(Slot::kProcessMinorFaults) > 0);
  CHECK(snapshot.has(Slot::kProcessVoluntarySwitches));
}

TEST(a_rate_needs_two_looks_some_time_apart) {
  Tree tree;
  SystemReader reader = reader_of(tree);
  reader.read(10);
  CHECK_EQ(shown(reader.snapshot(), Slot::kProcessCpuUserUtilization), "none");
  reader.read(10.05);
  CHECK_EQ(shown(reader.snapshot(), Slot::kProcessCpuUserUtilization), "none");
  reader.read(11);
  const double first = reader.snapshot().get(Slot::kProcessCpuUserUtilization);
  CHECK(first >= 0 && first <= 1);
  reader.read(11.01);
  CHECK_EQ(reader.snapshot().get(Slot::kProcessCpuUserUtilization), first);
}

TEST(what_is_cut_off_or_garbage_is_absent) {
  for (const char* stat : {"", "4242", "4242 (node", "4242 (node) S 1 2", "\n\n\n", ")", "4242 (node) \x01\xff \x80"}) {
    Tree tree;
    tree.proc("self/stat", stat).proc("self/io", "read_bytes: many\nwrite_bytes:").unreadable("proc/self/cgroup");
    const Snapshot snapshot = snapshot_of(tree);
    CHECK_EQ(shown(snapshot, Slot::kProcessThreads), "none");
    CHECK_EQ(shown(snapshot, Slot::kProcessMemoryUsage), "none");
    CHECK_EQ(shown(snapshot, Slot::kProcessDiskRead), "none");
    CHECK_EQ(shown(snapshot, Slot::kProcessDiskWrite), "none");
  }
}

}  // namespace
}  // namespace otel_native::system_metrics
