#pragma once

#include <optional>
#include <string>

namespace otel_native::system_metrics {

class Snapshot;

/// What does not come from files. Tests make one up.
struct Machine {
  double page_bytes = 0;
  double ticks_per_second = 0;
  /// CPUs that are online.
  double cpu_count = 0;
  /// CPUs that this process may run on.
  double usable_cpus = 0;
  double memory_bytes = 0;
};

Machine this_machine();

/// Seconds since the machine started, time asleep included.
double uptime_seconds();

/// CPU time, page faults and context switches of this process with all its threads.
void read_usage(Snapshot& snapshot);

/// Memory, threads and disk transfers of this process where there is no /proc to read them from.
void read_without_proc(Snapshot& snapshot);

/// The files that this process has open, `folder` being its `/proc/self/fd`.
std::optional<double> count_descriptors(const std::string& folder);

}  // namespace otel_native::system_metrics
