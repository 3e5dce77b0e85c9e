#include <dirent.h>
#include <linux/magic.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "platform/machine.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

double usable_cpus(double online) {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  // Fails on machines with more CPUs than the set holds; assume that the process may use all of them.
  if (::sched_getaffinity(0, sizeof(usable), &usable) != 0) return online;
  return CPU_COUNT(&usable);
}

/// Since Linux 6.2 the size of the folder is the number of its entries.
double size_of_proc_folder(const std::string& folder) {
  struct statfs filesystem{};
  struct stat status{};
  if (::statfs(folder.c_str(), &filesystem) != 0 || filesystem.f_type != PROC_SUPER_MAGIC) return 0;
  return ::stat(folder.c_str(), &status) == 0 ? static_cast<double>(status.st_size) : 0;
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.page_bytes = static_cast<double>(::sysconf(_SC_PAGESIZE));
  machine.ticks_per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  machine.cpu_count = static_cast<double>(::sysconf(_SC_NPROCESSORS_ONLN));
  machine.usable_cpus = usable_cpus(machine.cpu_count);
  machine.memory_bytes = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * machine.page_bytes;
  return machine;
}

double uptime_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / kNanosPerSecond;
}

void read_without_proc(Snapshot&) {}

std::optional<double> count_descriptors(const std::string& folder) {
  const double size = size_of_proc_folder(folder);
  if (size > 0) return size;
  DIR* const directory = ::opendir(folder.c_str());
  if (directory == nullptr) return std::nullopt;
  constexpr double kSelfAndParentAndThisOne = 3;
  double entries = 0;
  while (::readdir(directory) != nullptr) ++entries;  // NOLINT(concurrency-mt-unsafe): its own stream
  ::closedir(directory);
  return entries < kSelfAndParentAndThisOne ? 0 : entries - kSelfAndParentAndThisOne;
}

}  // namespace otel_native::system_metrics
