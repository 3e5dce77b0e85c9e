#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// `self/mounts`, and what the system says of the space on each file system: of those on local disks alone, and of a
/// device that is mounted several times the first mount alone. Asking a network file system may take as long as its
/// server likes.
void read_filesystems(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
