#include <libproc.h>
#include <sys/proc_info.h>
#include <sys/resource.h>
#include <sys/sysctl.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>

#include "platform/machine.hpp"
#include "snapshot/snapshot.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

double memory_bytes() {
  std::uint64_t bytes = 0;
  std::size_t size = sizeof(bytes);
  return ::sysctlbyname("hw.memsize", &bytes, &size, nullptr, 0) == 0 ? static_cast<double>(bytes) : 0;
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.page_bytes = static_cast<double>(::sysconf(_SC_PAGESIZE));
  machine.ticks_per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  machine.cpu_count = static_cast<double>(::sysconf(_SC_NPROCESSORS_ONLN));
  machine.usable_cpus = machine.cpu_count;
  machine.memory_bytes = memory_bytes();
  return machine;
}

/// On macOS the monotonic clock continues while the machine sleeps.
double uptime_seconds() { return static_cast<double>(::clock_gettime_nsec_np(CLOCK_MONOTONIC)) / kNanosPerSecond; }

void read_without_proc(Snapshot& snapshot) {
  proc_taskinfo task{};
  if (::proc_pidinfo(::getpid(), PROC_PIDTASKINFO, 0, &task, sizeof(task)) == sizeof(task)) {
    snapshot.set(Slot::kProcessMemoryUsage, static_cast<double>(task.pti_resident_size));
    snapshot.set(Slot::kProcessMemoryVirtual, static_cast<double>(task.pti_virtual_size));
    snapshot.set(Slot::kProcessThreads, static_cast<double>(task.pti_threadnum));
  }
  rusage_info_v2 usage{};
  if (::proc_pid_rusage(::getpid(), RUSAGE_INFO_V2, reinterpret_cast<rusage_info_t*>(&usage)) == 0) {
    snapshot.set(Slot::kProcessDiskRead, static_cast<double>(usage.ri_diskio_bytesread));
    snapshot.set(Slot::kProcessDiskWrite, static_cast<double>(usage.ri_diskio_byteswritten));
  }
}

std::optional<double> count_descriptors(const std::string&) { return std::nullopt; }

}  // namespace otel_native::system_metrics
