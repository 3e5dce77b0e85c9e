#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads `meminfo`.
void read_memory(FileReader& files, const std::string& proc, Snapshot& snapshot);

/// Reads `vmstat`: page faults and swapping.
void read_paging(FileReader& files, const std::string& proc, Snapshot& snapshot);

/// Reads `swaps`: a row for each swap file or partition.
void read_swaps(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
