#pragma once

#include <optional>
#include <string>

namespace otel_native::system_metrics {

class Snapshot;

/// Values that do not come from files. Tests use invented ones.
struct Machine {
  double page_bytes = 0;
  double ticks_per_second = 0;
  /// Online CPUs.
  double cpu_count = 0;
  /// CPUs on which this process may run.
  double usable_cpus = 0;
  double memory_bytes = 0;
};

Machine this_machine();

/// Seconds since the machine started, including sleep.
double uptime_seconds();

/// CPU time, page faults and context switches of this process with all its threads.
void read_usage(Snapshot& snapshot);

/// Reads memory, threads and disk transfers of this process on systems without /proc.
void read_without_proc(Snapshot& snapshot);

/// Counts the open files of this process; `folder` is its `/proc/self/fd`.
std::optional<double> count_descriptors(const std::string& folder);

}  // namespace otel_native::system_metrics
