#pragma once

#include <array>

#include "cgroup/location.hpp"
#include "file/file-reader.hpp"
#include "platform/machine.hpp"

namespace otel_native::system_metrics {

/// Seconds of CPU time that a group used in user mode and in the kernel; NaN if unknown.
std::array<double, 2> cgroup_cpu_seconds(FileReader& files, const ControllerFolder& accounting, const Machine& machine);

}  // namespace otel_native::system_metrics
