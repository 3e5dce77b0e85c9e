#include <linux/magic.h>
#include <sys/statfs.h>

#include "platform/kernel-file.hpp"

namespace otel_native::system_metrics {

bool is_kernel_file(int fd) {
  struct statfs filesystem{};
  if (::fstatfs(fd, &filesystem) != 0) return false;
  return filesystem.f_type == PROC_SUPER_MAGIC || filesystem.f_type == CGROUP_SUPER_MAGIC ||
         filesystem.f_type == CGROUP2_SUPER_MAGIC;
}

}  // namespace otel_native::system_metrics
