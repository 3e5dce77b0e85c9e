#pragma once

#include <string>
#include <vector>

#include "file/file-reader.hpp"

namespace otel_native::system_metrics {

/// The folder with the files of one controller for this process.
struct ControllerFolder {
  enum class Version { kNone, kOne, kTwo };

  Version version = Version::kNone;
  /// From the group of the process up to the visible root: the limits of all of them apply.
  std::vector<std::string> folders;
  /// Whether the process is outside the root group of the machine, as far as the files show.
  bool is_contained = false;

  const std::string& own() const { return folders.front(); }
};

struct CgroupLocation {
  ControllerFolder cpu;
  ControllerFolder cpu_accounting;
  ControllerFolder memory;
  ControllerFolder io;
};

/// Finds the control groups of this process from `self/cgroup`, below `root` (usually /sys/fs/cgroup). Each controller
/// may use version 1 or 2.
CgroupLocation locate_cgroup(FileReader& files, const std::string& proc, const std::string& root);

}  // namespace otel_native::system_metrics
