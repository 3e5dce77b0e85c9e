#include "cgroup/location.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr std::size_t kMaxDepth = 32;

bool has_controller(std::string_view list, std::string_view controller) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == controller) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

/// Returns the path after the second colon in the line of a controller. In version 2 the list of controllers is empty.
std::optional<std::string> path_of(std::string_view content, std::string_view controller) {
  std::string_view line;
  while (next_line(content, line)) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view list = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? list.empty() : has_controller(list, controller))
      return std::string(line.substr(second + 1));
  }
  return std::nullopt;
}

std::vector<std::string> folders_up_from(const std::string& mount, std::string path) {
  std::vector<std::string> folders;
  while (path.size() > 1 && folders.size() < kMaxDepth) {
    folders.push_back(mount + path);
    path.resize(path.rfind('/'));
  }
  folders.push_back(mount);
  return folders;
}

bool is_below_mount(const std::string& mount, const std::string& path) {
  return path.size() > 1 && path.front() == '/' && path.find("/..") == std::string::npos && exists(mount + path);
}

/// In a container the path is often valid only on the host. The container's own group is then mounted directly.
ControllerFolder folder_below(ControllerFolder::Version version, const std::string& mount, const std::string& path) {
  const bool is_below = is_below_mount(mount, path);
  ControllerFolder folder;
  folder.version = version;
  folder.folders = folders_up_from(mount, is_below ? path : "/");
  folder.is_contained = path != "/";
  return folder;
}

ControllerFolder version_one(std::string_view content, const std::string& root, const char* controller,
                             std::initializer_list<const char*> mounts) {
  const std::optional<std::string> path = path_of(content, controller);
  if (!path) return {};
  for (const char* const mount : mounts) {
    const std::string folder = root + "/" + mount;
    if (exists(folder)) return folder_below(ControllerFolder::Version::kOne, folder, *path);
  }
  return {};
}

ControllerFolder version_two(std::string_view content, const std::string& root) {
  const std::optional<std::string> path = path_of(content, "");
  if (!path) return {};
  const std::string mount = exists(root + "/cgroup.controllers") ? root : root + "/unified";
  if (!exists(mount)) return {};
  ControllerFolder folder = folder_below(ControllerFolder::Version::kTwo, mount, *path);
  // Only the root group of the machine lacks this file, whatever name a container sees for its own group.
  folder.is_contained = exists(folder.own() + "/cgroup.events");
  return folder;
}

}  // namespace

CgroupLocation locate_cgroup(FileReader& files, const std::string& proc, const std::string& root) {
  const std::optional<std::string_view> content = files.read(proc + "/self/cgroup");
  if (!content) return {};
  const ControllerFolder two = version_two(*content, root);
  const auto find = [&](const char* controller, std::initializer_list<const char*> mounts) {
    const ControllerFolder one = version_one(*content, root, controller, mounts);
    return one.version == ControllerFolder::Version::kNone ? two : one;
  };
  return {.cpu = find("cpu", {"cpu", "cpu,cpuacct", "cpuacct,cpu"}),
          .cpu_accounting = find("cpuacct", {"cpuacct", "cpu,cpuacct", "cpuacct,cpu"}),
          .memory = find("memory", {"memory"}),
          .io = find("blkio", {"blkio"})};
}

}  // namespace otel_native::system_metrics
