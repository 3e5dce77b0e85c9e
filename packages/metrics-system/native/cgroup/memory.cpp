#include "cgroup/memory.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "file/lines.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

/// The names of the same values in both versions.
struct MemoryNames {
  const char* usage;
  std::string_view anonymous;
  std::string_view inactive_file;
  std::string_view faults;
  std::string_view major_faults;
};
constexpr MemoryNames kOne = {"/memory.usage_in_bytes", "total_rss", "total_inactive_file", "total_pgfault",
                              "total_pgmajfault"};
constexpr MemoryNames kTwo = {"/memory.current", "anon", "inactive_file", "pgfault", "pgmajfault"};

struct MemoryStat {
  double anonymous = kNone;
  double inactive_file = kNone;
  double faults = kNone;
  double major_faults = kNone;
};

MemoryStat memory_stat(FileReader& files, const std::string& folder, const MemoryNames& names) {
  MemoryStat stat;
  std::optional<std::string_view> content = files.read(folder + "/memory.stat");
  std::string_view line;
  while (content && next_line(*content, line)) {
    const std::string_view key = next_word(line);
    if (key == names.anonymous) stat.anonymous = number_or_nan(next_word(line));
    if (key == names.inactive_file) stat.inactive_file = number_or_nan(next_word(line));
    if (key == names.faults) stat.faults = number_or_nan(next_word(line));
    if (key == names.major_faults) stat.major_faults = number_or_nan(next_word(line));
  }
  return stat;
}

/// Returns zero for a negative difference of two values that were not read at the same moment; keeps NaN.
double not_negative(double value) { return value < 0 ? 0 : value; }

struct Bytes {
  double read = 0;
  double written = 0;
};

/// Parses lines such as `8:0 rbytes=4096 wbytes=0 rios=1 …`.
Bytes sum_of_two(std::string_view content) {
  constexpr std::string_view kRead = "rbytes=";
  constexpr std::string_view kWritten = "wbytes=";
  Bytes sum;
  std::string_view line;
  while (next_line(content, line)) {
    for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
      if (word.starts_with(kRead)) sum.read += number(word.substr(kRead.size())).value_or(0);
      if (word.starts_with(kWritten)) sum.written += number(word.substr(kWritten.size())).value_or(0);
    }
  }
  return sum;
}

/// Parses lines such as `8:0 Read 4096`.
Bytes sum_of_one(std::string_view content) {
  Bytes sum;
  std::string_view line;
  while (next_line(content, line)) {
    next_word(line);
    const std::string_view operation = next_word(line);
    if (operation == "Read") sum.read += number(next_word(line)).value_or(0);
    if (operation == "Write") sum.written += number(next_word(line)).value_or(0);
  }
  return sum;
}

}  // namespace

void read_cgroup_memory(FileReader& files, const ControllerFolder& memory, Snapshot& snapshot) {
  const MemoryNames& names = memory.version == ControllerFolder::Version::kTwo ? kTwo : kOne;
  const double usage = files.read_number(memory.own() + names.usage).value_or(kNone);
  const MemoryStat stat = memory_stat(files, memory.own(), names);
  const double working_set = not_negative(usage - stat.inactive_file);
  snapshot.set(Slot::kContainerMemoryUsage, usage);
  snapshot.set(Slot::kContainerMemoryRss, stat.anonymous);
  snapshot.set(Slot::kContainerMemoryWorkingSet, working_set);
  snapshot.set(Slot::kContainerMemoryAvailable, not_negative(snapshot.get(Slot::kContainerMemoryLimit) - working_set));
  snapshot.set(Slot::kContainerMinorFaults, not_negative(stat.faults - stat.major_faults));
  snapshot.set(Slot::kContainerMajorFaults, stat.major_faults);
}

void read_cgroup_io(FileReader& files, const ControllerFolder& io, Snapshot& snapshot) {
  const bool is_two = io.version == ControllerFolder::Version::kTwo;
  const std::optional<std::string_view> content =
      files.read(io.own() + (is_two ? "/io.stat" : "/blkio.throttle.io_service_bytes"));
  if (!content) return;
  const Bytes sum = is_two ? sum_of_two(*content) : sum_of_one(*content);
  snapshot.set(Slot::kContainerDiskRead, sum.read);
  snapshot.set(Slot::kContainerDiskWrite, sum.written);
}

}  // namespace otel_native::system_metrics
