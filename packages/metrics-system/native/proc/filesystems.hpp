#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads `self/mounts`, and the space on each file system. Includes only local disks, and only the first mount of a
/// device: querying a network file system may take as long as its server likes.
void read_filesystems(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
