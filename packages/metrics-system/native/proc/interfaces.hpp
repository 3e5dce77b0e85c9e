#pragma once

#include <string>

#include "file/file-reader.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// `self/net/dev`: a row for each network interface of this network namespace, but neither the loopback nor the host's
/// ends of containers' interfaces (`veth…`), which come and go.
void read_interfaces(FileReader& files, const std::string& proc, Snapshot& snapshot);

}  // namespace otel_native::system_metrics
