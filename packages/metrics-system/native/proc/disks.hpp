#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// `diskstats`: a row for each whole disk. Partitions would count the same transfers again; loop devices and RAM disks
/// are none.
void read_disks(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
