#pragma once

#include <string>

#include "cgroup/location.hpp"
#include "file/file-reader.hpp"
#include "platform/machine.hpp"
#include "snapshot/rate.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// The control group of this process: a container, a pod's container or a service. A process in the root group of the
/// machine has no such values.
class CgroupReader {
 public:
  CgroupReader(FileReader& files, const std::string& proc, const std::string& root);

  /// Reads the limits of the process, which utilization is measured against. NaN means no limit.
  void read_limits(FileReader& files, Snapshot& snapshot) const;
  void read(FileReader& files, const Machine& machine, double now_seconds, Snapshot& snapshot);

 private:
  bool is_cpu_contained(const Snapshot& snapshot) const;
  bool is_memory_contained(const Snapshot& snapshot) const;

  CgroupLocation location_;
  Rate<2> cpu_rate_;
};

/// Seconds since the first process of this process's own PID namespace began; nothing in that of the machine.
void read_container_uptime(FileReader& files, const std::string& proc, const Machine& machine, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
