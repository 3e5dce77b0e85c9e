#include "cgroup/cgroup-reader.hpp"

#include <unistd.h>

#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "cgroup/cpu.hpp"
#include "cgroup/limits.hpp"
#include "cgroup/memory.hpp"
#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

/// The name that the kernel gives the first of all PID namespaces (PROC_PID_INIT_INO).
constexpr std::string_view kNamespaceOfMachine = "pid:[4026531836]";

bool is_in_own_pid_namespace(const std::string& proc) {
  std::array<char, 64> target{};
  const ssize_t size = ::readlink((proc + "/self/ns/pid").c_str(), target.data(), target.size());
  return size > 0 && std::string_view(target.data(), static_cast<std::size_t>(size)) != kNamespaceOfMachine;
}

}  // namespace

CgroupReader::CgroupReader(FileReader& files, const std::string& proc, const std::string& root)
    : location_(locate_cgroup(files, proc, root)) {}

void CgroupReader::read_limits(FileReader& files, Snapshot& snapshot) const {
  const double cpus = cpu_limit(files, location_.cpu);
  if (std::isfinite(cpus)) snapshot.set(Slot::kContainerCpuLimit, cpus);
  const double bytes = memory_limit(files, location_.memory);
  if (std::isfinite(bytes)) snapshot.set(Slot::kContainerMemoryLimit, bytes);
}

void CgroupReader::read(FileReader& files, const Machine& machine, double now_seconds, Snapshot& snapshot) {
  if (is_cpu_contained(snapshot)) {
    const std::array<double, 2> seconds = cgroup_cpu_seconds(files, location_.cpu_accounting, machine);
    const std::array<double, 2>& usage = cpu_rate_.update(seconds, now_seconds);
    snapshot.set(Slot::kContainerCpuUser, seconds[0]);
    snapshot.set(Slot::kContainerCpuSystem, seconds[1]);
    snapshot.set(Slot::kContainerCpuUserUsage, usage[0]);
    snapshot.set(Slot::kContainerCpuSystemUsage, usage[1]);
  }
  if (is_memory_contained(snapshot)) read_cgroup_memory(files, location_.memory, snapshot);
  if (location_.io.is_contained) read_cgroup_io(files, location_.io, snapshot);
}

// In a container with version 1 and a namespace of its own the path is `/`, as it is on the machine; but there are
// limits.
bool CgroupReader::is_cpu_contained(const Snapshot& snapshot) const {
  return location_.cpu_accounting.version != ControllerFolder::Version::kNone &&
         (location_.cpu_accounting.is_contained || snapshot.has(Slot::kContainerCpuLimit));
}

bool CgroupReader::is_memory_contained(const Snapshot& snapshot) const {
  return location_.memory.version != ControllerFolder::Version::kNone &&
         (location_.memory.is_contained || snapshot.has(Slot::kContainerMemoryLimit));
}

void read_container_uptime(FileReader& files, const std::string& proc, const Machine& machine, Snapshot& snapshot) {
  if (!is_in_own_pid_namespace(proc)) return;
  const std::optional<std::string_view> content = files.read(proc + "/1/stat");
  const std::size_t name_end = content ? content->rfind(')') : std::string_view::npos;
  if (name_end == std::string_view::npos) return;
  std::string_view fields = content->substr(name_end + 1);
  skip_words(fields, 19);  // the fields 3 to 21 of proc_pid_stat(5)
  const double uptime = uptime_seconds() - number_or_nan(next_word(fields)) / machine.ticks_per_second;
  if (uptime >= 0) snapshot.set(Slot::kContainerUptime, uptime);
}

}  // namespace otel_native::system_metrics
