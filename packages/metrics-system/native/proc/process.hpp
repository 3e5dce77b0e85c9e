#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "platform/machine.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads `self/stat`: threads and memory.
void read_process_stat(FileReader& files, const std::string& proc, const Machine& machine, Snapshot& snapshot);

/// Reads `self/io`: bytes read from and written to disks. Some containers forbid it.
void read_process_io(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
