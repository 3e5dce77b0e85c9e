#include "proc/filesystems.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

struct Mount {
  std::string device;
  std::string mountpoint;
  std::string_view type;
  std::string_view mode;
};

bool is_local(std::string_view device, std::string_view mountpoint, std::string_view type) {
  if (type.starts_with("fuse")) return false;
  // A read-only image is always full.
  if (type == "squashfs" || type == "iso9660" || type == "erofs") return false;
  // The root of a container; its host has one such mount per container.
  if (type == "overlay") return mountpoint == "/";
  return device.starts_with("/dev/") || type == "zfs";
}

std::vector<Mount> local_mounts(std::string_view content) {
  std::vector<Mount> mounts;
  std::string_view line;
  while (mounts.size() < Table::kMaxRows && next_line(content, line)) {
    const std::string_view device = next_word(line);
    const std::string_view mountpoint = next_word(line);
    const std::string_view type = next_word(line);
    const std::string_view options = next_word(line);
    if (options.empty() || !is_local(device, mountpoint, type)) continue;
    Mount mount{unescaped(device), unescaped(mountpoint), type, options.substr(0, options.find(','))};
    const bool is_known =
        std::any_of(mounts.begin(), mounts.end(), [&](const Mount& other) { return other.device == mount.device; });
    if (!is_known) mounts.push_back(std::move(mount));
  }
  return mounts;
}

void fill_filesystem(std::span<double> row, const struct statvfs& space) {
  const auto unit = static_cast<double>(space.f_frsize);
  const double limit = static_cast<double>(space.f_blocks) * unit;
  const double free_for_all = static_cast<double>(space.f_bavail) * unit;
  const double free_for_root = static_cast<double>(space.f_bfree) * unit;
  const double used = limit - free_for_root;
  const double reserved = free_for_root - free_for_all;
  const std::array values = {used, free_for_all, reserved, limit, used / limit, free_for_all / limit, reserved / limit};
  std::copy(values.begin(), values.end(), row.begin());
}

}  // namespace

void read_filesystems(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  const std::optional<std::string_view> content = files.read(proc + "/self/mounts");
  snapshot.filesystems.begin(content.has_value());
  for (const Mount& mount : content ? local_mounts(*content) : std::vector<Mount>()) {
    struct statvfs space{};
    if (::statvfs(mount.mountpoint.c_str(), &space) != 0 || space.f_blocks == 0) continue;
    const std::span<double> row =
        snapshot.filesystems.add_row({mount.device, mount.mountpoint, mount.type, mount.mode});
    if (!row.empty()) fill_filesystem(row, space);
  }
  snapshot.filesystems.end();
}

}  // namespace otel_native::system_metrics
