#include "test.hpp"
#include "tree.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr const char* kStatOfOnePage =
    "1 (node) S 0 1 1 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 1 0 100 1000000 262144 1 1 1 0 0 0 0 0\n";  // 1 GiB

void add_group(Tree& tree, const std::string& folder) {
  tree.cgroup(folder + "cgroup.events", "populated 1\n")
      .cgroup(folder + "cpu.stat", "usage_usec 3000000\nuser_usec 2000000\nsystem_usec 1000000\nnr_periods 0\n")
      .cgroup(folder + "memory.current", "300000000\n")
      .cgroup(folder + "memory.stat",
              "anon 100000000\nfile 200000000\ninactive_file 50000000\npgfault 1000\npgmajfault 10\n")
      .cgroup(folder + "io.stat",
              "8:0 rbytes=100 wbytes=200 rios=1 wios=2 dbytes=0 dios=0\n8:16 rbytes=10 wbytes=20\n253:0 \n");
}

std::string summary(const Snapshot& snapshot) {
  std::string text;
  for (const Slot slot : {Slot::kContainerCpuUser, Slot::kContainerCpuSystem, Slot::kContainerCpuLimit,
                          Slot::kContainerMemoryUsage, Slot::kContainerMemoryLimit, Slot::kContainerMemoryAvailable,
                          Slot::kContainerMemoryRss, Slot::kContainerMemoryWorkingSet, Slot::kContainerMinorFaults,
                          Slot::kContainerMajorFaults, Slot::kContainerDiskRead, Slot::kContainerDiskWrite})
    text += (text.empty() ? "" : " ") + shown(snapshot, slot);
  return text;
}

TEST(a_container_of_version_2_sees_its_group_at_the_mount) {
  Tree tree;
  tree.proc("self/cgroup", "0::/\n").proc("self/stat", kStatOfOnePage).cgroup("cgroup.controllers", "cpu io memory\n");
  add_group(tree, "");
  tree.cgroup("cpu.max", "50000 100000\n").cgroup("memory.max", "536870912\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(summary(snapshot), "2 1 0.5 300000000 536870912 286870912 100000000 250000000 990 10 110 220");
  // Relative to the container's half a CPU and 512 MiB, not to the machine's four CPUs and 8 GiB.
  CHECK_EQ(shown(snapshot, Slot::kProcessCpuLimit), "0.5");
  CHECK_EQ(shown(snapshot, Slot::kProcessMemoryUtilization), "2");
}

TEST(a_container_without_limits_has_none) {
  Tree tree;
  tree.proc("self/cgroup", "0::/\n").cgroup("cgroup.controllers", "");
  add_group(tree, "");
  tree.cgroup("cpu.max", "max 100000\n").cgroup("memory.max", "max\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(summary(snapshot), "2 1 none 300000000 none none 100000000 250000000 990 10 110 220");
  CHECK_EQ(shown(snapshot, Slot::kProcessCpuLimit), "4");
}

TEST(limits_of_outer_groups_count_as_well) {
  Tree tree;
  tree.proc("self/cgroup", "0::/kubepods/pod1/app\n").cgroup("cgroup.controllers", "");
  add_group(tree, "kubepods/pod1/app/");
  tree.cgroup("kubepods/pod1/app/cpu.max", "200000 100000\n").cgroup("kubepods/pod1/app/memory.max", "max\n");
  tree.cgroup("kubepods/pod1/cpu.max", "100000 100000\n").cgroup("kubepods/memory.max", "400000000\n");
  CHECK_EQ(summary(snapshot_of(tree)), "2 1 1 300000000 400000000 150000000 100000000 250000000 990 10 110 220");
}

TEST(the_group_of_all_the_machine_is_no_container) {
  Tree tree;
  tree.proc("self/cgroup", "0::/\n")
      .cgroup("cgroup.controllers", "cpu io memory\n")
      .cgroup("cpu.stat", "usage_usec 1\nuser_usec 1\nsystem_usec 0\n")
      .cgroup("memory.stat", "anon 1\n")
      .cgroup("io.stat", "8:0 rbytes=1 wbytes=1\n");
  CHECK_EQ(summary(snapshot_of(tree)), "none none none none none none none none none none none none");
}

TEST(a_path_that_only_the_host_sees_means_the_mount) {
  for (const char* path : {"0::/docker/0123\n", "0::/../../outside\n", "0::\n", "0::nonsense\n"}) {
    Tree tree;
    tree.proc("self/cgroup", path).cgroup("cgroup.controllers", "");
    add_group(tree, "");
    CHECK_EQ(summary(snapshot_of(tree)), "2 1 none 300000000 none none 100000000 250000000 990 10 110 220");
  }
}

TEST(version_1_has_a_folder_for_each_controller) {
  Tree tree;
  tree.proc("self/cgroup",
            "11:blkio:/docker/1\n4:memory:/docker/1\n3:cpu,cpuacct:/docker/1\n1:name=systemd:/docker/1\n0::/"
            "system.slice\n")
      .cgroup("cpu,cpuacct/docker/1/cpu.cfs_quota_us", "150000\n")
      .cgroup("cpu,cpuacct/docker/1/cpu.cfs_period_us", "100000\n")
      .cgroup("cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
      .cgroup("cpu,cpuacct/docker/1/cpuacct.usage_user", "7000000000\n")
      .cgroup("cpu,cpuacct/docker/1/cpuacct.usage_sys", "500000000\n")
      .cgroup("memory/docker/1/memory.usage_in_bytes", "1000\n")
      .cgroup("memory/docker/1/memory.limit_in_bytes", "4000\n")
      .cgroup("memory/memory.limit_in_bytes", "9223372036854771712\n")
      .cgroup("memory/docker/1/memory.stat",
              "rss 1\ntotal_rss 300\ntotal_inactive_file 200\ntotal_pgfault 9\ntotal_pgmajfault 2\n")
      .cgroup("blkio/docker/1/blkio.throttle.io_service_bytes",
              "8:0 Read 5\n8:0 Write 6\n8:0 Total 11\n8:1 Read 1\nTotal 12\n");
  CHECK_EQ(summary(snapshot_of(tree)), "7 0.5 1.5 1000 4000 3200 300 800 7 2 6 6");
}

TEST(version_1_without_usage_by_mode_counts_ticks) {
  Tree tree;
  tree.proc("self/cgroup", "3:cpu:/a\n2:cpuacct:/a\n")
      .cgroup("cpu/a/x", "")
      .cgroup("cpuacct/a/cpuacct.stat", "user 300\nsystem 50\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(shown(snapshot, Slot::kContainerCpuUser) + " " + shown(snapshot, Slot::kContainerCpuSystem), "3 0.5");
}

TEST(the_usage_of_a_container_is_a_rate) {
  Tree tree;
  tree.proc("self/cgroup", "0::/\n").cgroup("cgroup.controllers", "");
  add_group(tree, "");
  SystemReader reader = reader_of(tree);
  reader.read(0);
  tree.cgroup("cpu.stat", "user_usec 5000000\nsystem_usec 1500000\n");
  reader.read(2);
  CHECK_EQ(shown(reader.snapshot(), Slot::kContainerCpuUserUsage), "1.5");
  CHECK_EQ(shown(reader.snapshot(), Slot::kContainerCpuSystemUsage), "0.25");
}

TEST(a_group_that_goes_away_while_it_is_read_leaves_no_values) {
  auto tree = std::make_unique<Tree>();
  tree->proc("self/cgroup", "0::/\n").cgroup("cgroup.controllers", "");
  add_group(*tree, "");
  SystemReader reader = reader_of(*tree);
  reader.read(0);
  tree.reset();
  reader.read(1);
  CHECK_EQ(summary(reader.snapshot()), "none none none none none none none none none none none none");
}

TEST(a_container_is_as_old_as_its_first_process) {
  Tree tree;
  tree.proc("1/stat", kStatOfOnePage).link("proc/self/ns/pid", "pid:[4026532001]");
  const double uptime = snapshot_of(tree).get(Slot::kContainerUptime);
  CHECK(uptime > 0 && uptime <= uptime_seconds() - 1);
  Tree machine;
  machine.proc("1/stat", kStatOfOnePage).link("proc/self/ns/pid", "pid:[4026531836]");
  CHECK_EQ(shown(snapshot_of(machine), Slot::kContainerUptime), "none");
}

}  // namespace
}  // namespace otel_native::system_metrics
