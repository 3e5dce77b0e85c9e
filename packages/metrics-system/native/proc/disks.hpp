#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads `diskstats`: a row for each whole disk. Leaves out partitions, which would count the same transfers again,
/// loop devices and RAM disks.
void read_disks(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
