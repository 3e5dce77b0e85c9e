#pragma once

#include "cgroup/location.hpp"
#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads the memory of a group by kind, and how much of `Slot::kContainerMemoryLimit` is left.
void read_cgroup_memory(FileReader& files, const ControllerFolder& memory, Snapshot& snapshot);

/// Reads the bytes that a group read from and wrote to all disks together.
void read_cgroup_io(FileReader& files, const ControllerFolder& io, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
