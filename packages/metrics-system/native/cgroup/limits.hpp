#pragma once

#include "cgroup/location.hpp"
#include "file/file-reader.hpp"

namespace otel_native::system_metrics {

/// Returns the number of CPUs that the groups allow, or infinity.
double cpu_limit(FileReader& files, const ControllerFolder& cpu);

/// Returns bytes, or infinity.
double memory_limit(FileReader& files, const ControllerFolder& memory);

}  // namespace otel_native::system_metrics
