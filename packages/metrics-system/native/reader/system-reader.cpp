#include "reader/system-reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "proc/disks.hpp"
#include "proc/filesystems.hpp"
#include "proc/interfaces.hpp"
#include "proc/memory.hpp"
#include "proc/process.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

/// NaN counts as no limit.
double smaller(double value, double limit) { return limit < value ? limit : value; }

}  // namespace

SystemReader::SystemReader(std::string proc, std::string cgroup, std::uint32_t sources, const Machine& machine)
    : proc_(std::move(proc)), sources_(sources), machine_(machine), cgroup_(files_, proc_, cgroup) {}

void SystemReader::read(double now_seconds) {
  snapshot_.clear();
  if (needs_limits()) cgroup_.read_limits(files_, snapshot_);
  read_process();
  compare_with_limits(now_seconds);
  if (is_chosen(Source::kContainer)) {
    cgroup_.read(files_, machine_, now_seconds, snapshot_);
    read_container_uptime(files_, proc_, machine_, snapshot_);
  }
  read_system(now_seconds);
}

bool SystemReader::needs_limits() const {
  return is_chosen(Source::kProcessUsage) || is_chosen(Source::kProcessMemory) || is_chosen(Source::kContainer);
}

void SystemReader::read_process() {
  if (is_chosen(Source::kProcessUsage)) read_usage(snapshot_);
  read_without_proc(snapshot_);
  if (is_chosen(Source::kProcessMemory)) read_process_stat(files_, proc_, machine_, snapshot_);
  if (is_chosen(Source::kProcessIo)) read_process_io(files_, proc_, snapshot_);
  if (is_chosen(Source::kProcessDescriptors)) {
    const std::optional<double> count = count_descriptors(proc_ + "/self/fd");
    if (count) snapshot_.set(Slot::kProcessFileDescriptors, *count);
  }
}

void SystemReader::compare_with_limits(double now_seconds) {
  const double cpus = smaller(machine_.usable_cpus, snapshot_.get(Slot::kContainerCpuLimit));
  const std::array<double, 2>& rates = process_cpu_rate_.update(
      {snapshot_.get(Slot::kProcessCpuUser), snapshot_.get(Slot::kProcessCpuSystem)}, now_seconds);
  snapshot_.set(Slot::kProcessCpuLimit, cpus);
  snapshot_.set(Slot::kProcessCpuUserUtilization, rates[0] / cpus);
  snapshot_.set(Slot::kProcessCpuSystemUtilization, rates[1] / cpus);
  const double memory = smaller(machine_.memory_bytes, snapshot_.get(Slot::kContainerMemoryLimit));
  snapshot_.set(Slot::kProcessMemoryUtilization, snapshot_.get(Slot::kProcessMemoryUsage) / memory);
}

void SystemReader::read_system(double now_seconds) {
  if (is_chosen(Source::kSystemCpu)) {
    cpu_times_.read(files_, proc_, machine_, now_seconds, snapshot_);
    snapshot_.set(Slot::kSystemCpuCount, machine_.cpu_count);
    snapshot_.set(Slot::kSystemUptime, uptime_seconds());
  }
  if (is_chosen(Source::kSystemMemory)) read_memory(files_, proc_, snapshot_);
  if (is_chosen(Source::kSystemPaging)) read_paging(files_, proc_, snapshot_);
  if (is_chosen(Source::kSystemSwaps)) read_swaps(files_, proc_, snapshot_);
  if (is_chosen(Source::kSystemDisks)) read_disks(files_, proc_, snapshot_);
  if (is_chosen(Source::kSystemFilesystems)) read_filesystems(files_, proc_, snapshot_);
  if (is_chosen(Source::kSystemInterfaces)) read_interfaces(files_, proc_, snapshot_);
}

std::uint32_t SystemReader::layout() const {
  std::uint32_t versions = 0;
  for (const Table* table : snapshot_.tables()) versions += table->version();
  return versions;
}

std::size_t SystemReader::write(std::span<double> to) const {
  std::size_t place = 0;
  const auto put = [&](double value) {
    if (place < to.size()) to[place] = value;
    ++place;
  };
  for (const double value : snapshot_.values()) put(value);
  put(layout());
  for (const Table* table : snapshot_.tables()) {
    put(table->is_readable() ? static_cast<double>(table->row_count()) : kNone);
  }
  for (const Table* table : snapshot_.tables()) {
    for (const double value : table->values()) put(value);
  }
  return place;
}

}  // namespace otel_native::system_metrics
