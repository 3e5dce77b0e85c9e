#pragma once

#include "cgroup/location.hpp"
#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// What a group uses, of what kind, and how much is left of `Slot::kContainerMemoryLimit`.
void read_cgroup_memory(FileReader& files, const ControllerFolder& memory, Snapshot& snapshot);

/// Bytes that a group read from and wrote to all disks together.
void read_cgroup_io(FileReader& files, const ControllerFolder& io, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
