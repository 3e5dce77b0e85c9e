#pragma once

#include <string>
#include <vector>

#include "file/file-reader.hpp"

namespace otel_native::system_metrics {

/// Where the files of one controller are for this process.
struct ControllerFolder {
  enum class Version { kNone, kOne, kTwo };

  Version version = Version::kNone;
  /// From the group that the process is in up to the root of what it sees: the limits of all of them apply.
  std::vector<std::string> folders;
  /// Not in the group that all of the machine is in, as far as can be told.
  bool is_contained = false;

  const std::string& own() const { return folders.front(); }
};

struct CgroupLocation {
  ControllerFolder cpu;
  ControllerFolder cpu_accounting;
  ControllerFolder memory;
  ControllerFolder io;
};

/// Finds the control groups of this process in `self/cgroup` and below `root`, mostly /sys/fs/cgroup. Controllers may
/// be of version 1 or 2, each for itself.
CgroupLocation locate_cgroup(FileReader& files, const std::string& proc, const std::string& root);

}  // namespace otel_native::system_metrics
