#include <sys/resource.h>

#include "platform/machine.hpp"
#include "snapshot/snapshot.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kMicrosPerSecond;
}

}  // namespace

// Not from /proc: /proc/self/stat has the CPU time in hundredths of a second, and /proc/self/status has the context
// switches of only one thread.
void read_usage(Snapshot& snapshot) {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return;
  snapshot.set(Slot::kProcessCpuUser, seconds(usage.ru_utime));
  snapshot.set(Slot::kProcessCpuSystem, seconds(usage.ru_stime));
  snapshot.set(Slot::kProcessMinorFaults, static_cast<double>(usage.ru_minflt));
  snapshot.set(Slot::kProcessMajorFaults, static_cast<double>(usage.ru_majflt));
  snapshot.set(Slot::kProcessVoluntarySwitches, static_cast<double>(usage.ru_nvcsw));
  snapshot.set(Slot::kProcessInvoluntarySwitches, static_cast<double>(usage.ru_nivcsw));
}

}  // namespace otel_native::system_metrics
