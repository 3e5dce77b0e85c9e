#include <string>
#include <vector>

#include "test.hpp"
#include "tree.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr const char* kCpus =
    "cpu  4000 400 800 40000 80 10 30 20 7 0\n"
    "cpu0 2000 200 400 20000 40 5 15 10 7 0\n"
    "cpu1 2000 200 400 20000 40 5 15 10 0 0\n"
    "intr 12345 0 0\nctxt 99\nbtime 1700000000\nprocesses 4711\nprocs_running 2\n";

TEST(cpu_times_are_of_all_and_of_each) {
  Tree tree;
  tree.proc("stat", kCpus);
  SystemReader reader = reader_of(tree);
  reader.read(0);
  CHECK_EQ(shown(reader.snapshot().cpus),
           ": 40 4 8 400 0.8 0.4 0.2 none none none none none none none\n"
           "0: 20 2 4 200 0.4 0.2 0.1 none none none none none none none\n"
           "1: 20 2 4 200 0.4 0.2 0.1 none none none none none none none\n");
  CHECK_EQ(shown(reader.snapshot(), Slot::kSystemProcessesCreated), "4711");
  CHECK_EQ(shown(reader.snapshot(), Slot::kSystemCpuCount), "4");
  // Ten seconds later: one CPU worked half of the time, and iowait went backwards.
  tree.proc(
      "stat",
      "cpu 4500 400 800 43500 70 10 30 20\ncpu0 2500 200 400 20500 30 5 15 10\ncpu1 2000 200 400 21000 40 5 15 10\n");
  reader.read(10);
  CHECK_EQ(shown(reader.snapshot().cpus),
           ": 45 4 8 435 0.8 0.4 0.2 0.125 0 0 0.875 0 0 0\n"
           "0: 25 2 4 205 0.4 0.2 0.1 0.5 0 0 0.5 0 0 0\n"
           "1: 20 2 4 210 0.4 0.2 0.1 0 0 0 1 0 0 0\n");
}

TEST(memory_used_is_what_is_not_available) {
  Tree tree;
  tree.proc("meminfo",
            "MemTotal:       1000 kB\nMemFree:         200 kB\nMemAvailable:    600 kB\nBuffers:          50 kB\n"
            "Cached:          300 kB\nSwapCached:        9 kB\nSReclaimable:     40 kB\nSUnreclaim:       30 kB\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(shown(snapshot, Slot::kSystemMemoryLimit), "1024000");
  CHECK_EQ(shown(snapshot, Slot::kSystemMemoryUsed), "409600");
  CHECK_EQ(shown(snapshot, Slot::kSystemMemoryUsedUtilization), "0.4");
  CHECK_EQ(shown(snapshot, Slot::kSystemMemoryAvailableUtilization), "0.6");
  CHECK_EQ(shown(snapshot, Slot::kSystemMemoryCached), "307200");
  CHECK_EQ(shown(snapshot, Slot::kSystemSlabUnreclaimable), "30720");
}

TEST(minor_faults_are_all_but_the_major_ones) {
  Tree tree;
  tree.proc("vmstat", "nr_free_pages 1\npgfault 1000\npgmajfault 10\npswpin 3\npswpout 4\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(shown(snapshot, Slot::kSystemMinorFaults), "990");
  CHECK_EQ(shown(snapshot, Slot::kSystemMajorFaults), "10");
  CHECK_EQ(shown(snapshot, Slot::kSystemSwapOut), "4");
}

TEST(swaps_have_a_row_each) {
  Tree tree;
  tree.proc("swaps",
            "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sda2  partition\t1000\t250\t-2\n"
            "/my\\040swap file 0 0 -3\n/odd file 10 20 -3\n/cut file\n");
  CHECK_EQ(shown(snapshot_of(tree).swaps), "/dev/sda2: 256000 768000 0.25 0.75\n");
}

TEST(only_whole_disks_have_a_row) {
  Tree tree;
  const char* const numbers = " 10 1 20 300 40 2 80 500 0 600 700 0 0 0 0\n";
  std::string content;
  for (const char* name : {"7 0 loop0", "1 0 ram0", "8 0 sda", "8 1 sda1", "8 12 sda12", "259 0 nvme0n1",
                           "259 1 nvme0n1p1", "253 1 dm-1", "253 10 dm-10"})
    content += std::string(name) + numbers;
  tree.proc("diskstats", content + "8 16 sdb 5\n8 32\n\n");
  const std::string row = ": 10240 40960 10 40 1 2 0.3 0.5 0.6\n";
  CHECK_EQ(shown(snapshot_of(tree).disks), "sda" + row + "nvme0n1" + row + "dm-1" + row + "dm-10" + row +
                                               "sdb: none none 5 none none none none none none\n");
}

TEST(interfaces_but_not_the_loopback_have_a_row) {
  Tree tree;
  tree.proc("self/net/dev",
            "Inter-|   Receive                                                |  Transmit\n"
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls "
            "carrier compressed\n"
            "    lo: 1 2 3 4 0 0 0 0 1 2 3 4 0 0 0 0\n"
            "  eth0:1000 10 1 2 0 0 0 0 2000 20 3 4 0 0 0 0\n"
            "veth12: 1 2 3 4 0 0 0 0 1 2 3 4 0 0 0 0\n"
            "  cut0: 7 8\n");
  CHECK_EQ(shown(snapshot_of(tree).interfaces),
           "eth0: 1000 2000 10 20 1 3 2 4\ncut0: 7 none 8 none none none none none\n");
}

TEST(file_systems_are_asked_once_and_only_local_ones) {
  Tree tree;
  tree.proc("self/mounts",
            "/dev/none / ext4 rw,relatime 0 0\n/dev/none /tmp ext4 ro 0 0\nserver:/x /nfs nfs4 rw 0 0\n"
            "sshfs /fuse fuse.sshfs rw 0 0\n/dev/fuse0 / fuseblk rw 0 0\nproc /proc proc rw 0 0\n"
            "overlay /var/lib/docker/x overlay rw 0 0\n/dev/loop3 /snap squashfs ro 0 0\n/dev/gone /not/there ext4 rw "
            "0 0\ncut\n");
  const Snapshot snapshot = snapshot_of(tree);
  CHECK_EQ(snapshot.filesystems.row_count(), 1U);
  const auto& labels = snapshot.filesystems.labels();
  CHECK_EQ(labels[0] + " " + labels[1] + " " + labels[2] + " " + labels[3], "/dev/none / ext4 rw");
  const auto& values = snapshot.filesystems.values();
  CHECK_EQ(values[0] + values[1] + values[2], values[3]);
}

TEST(labels_have_a_new_version_only_when_they_change) {
  Tree tree;
  const std::string heading = "Filename Type Size Used Priority\n";
  tree.proc("swaps", heading + "/a file 10 1 0\n/b file 10 1 0\n");
  SystemReader reader = reader_of(tree);
  reader.read(0);
  const std::uint32_t version = reader.snapshot().swaps.version();
  tree.proc("swaps", heading + "/a file 10 2 0\n/b file 10 2 0\n");
  reader.read(1);
  CHECK_EQ(reader.snapshot().swaps.version(), version);
  tree.proc("swaps", heading + "/b file 10 2 0\n");
  reader.read(2);
  CHECK(reader.snapshot().swaps.version() != version);
  CHECK_EQ(shown(reader.snapshot().swaps), "/b: 2048 8192 0.2 0.8\n");
}

TEST(rows_are_bounded) {
  Tree tree;
  std::string content;
  for (int i = 0; i < 2000; ++i) content += "  if" + std::to_string(i) + ": 1 2 3 4 0 0 0 0 1 2 3 4 0 0 0 0\n";
  tree.proc("self/net/dev", content);
  CHECK_EQ(snapshot_of(tree).interfaces.row_count(), Table::kMaxRows);
}

TEST(a_snapshot_is_written_as_far_as_there_is_room) {
  Tree tree;
  tree.proc("swaps", "Filename Type Size Used Priority\n/a file 10 1 0\n");
  SystemReader reader = reader_of(tree);
  reader.read(0);
  std::vector<double> small(3, -1);
  const std::size_t count = reader.write(small);
  std::vector<double> values(count, -1);
  CHECK_EQ(reader.write(values), count);
  CHECK_EQ(count, kSlotCount + 1 + 5 + 4);
  CHECK_EQ(values[kSlotCount], static_cast<double>(reader.layout()));
  CHECK_EQ(shown(values[kSlotCount + 2]), "1");     // one swap
  CHECK_EQ(shown(values[kSlotCount + 3]), "none");  // no file to read disks from
  CHECK_EQ(shown(values.back()), "0.9");
}

TEST(garbage_gives_no_values_and_no_crash) {
  for (const std::string& garbage :
       {std::string(), std::string("\n\n"), std::string("cpu"), std::string("cpu \xff\xfe 1"),
        std::string(3 << 20, 'x'), std::string("MemTotal: 99999999999999999999999 kB\n"), std::string(":::::\n:"),
        std::string(5000, '\n'), std::string(5000, ' ')}) {
    Tree tree;
    for (const char* name : {"stat", "meminfo", "vmstat", "swaps", "diskstats", "self/net/dev", "self/mounts",
                             "self/stat", "self/io", "self/cgroup", "1/stat"})
      tree.proc(name, garbage);
    tree.link("proc/self/ns/pid", "pid:[1]")
        .cgroup("cgroup.controllers", "")
        .cgroup("memory.max", garbage)
        .cgroup("cpu.max", garbage);
    const Snapshot snapshot = snapshot_of(tree);
    CHECK_EQ(shown(snapshot, Slot::kSystemMemoryUsed), "none");
    CHECK_EQ(shown(snapshot, Slot::kContainerMemoryUsage), "none");
    CHECK_EQ(snapshot.filesystems.row_count() + snapshot.swaps.row_count(), 0U);
  }
}

}  // namespace
}  // namespace otel_native::system_metrics
