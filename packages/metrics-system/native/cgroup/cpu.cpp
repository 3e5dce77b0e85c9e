#include "cgroup/cpu.hpp"

#include <optional>
#include <string_view>

#include "file/lines.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

std::array<double, 2> two_keys(FileReader& files, const std::string& path, std::string_view user,
                               std::string_view system, double per_second) {
  std::array<double, 2> seconds = {kNone, kNone};
  std::optional<std::string_view> content = files.read(path);
  std::string_view line;
  while (content && next_line(*content, line)) {
    const std::string_view key = next_word(line);
    if (key == user) seconds[0] = number_or_nan(next_word(line)) / per_second;
    if (key == system) seconds[1] = number_or_nan(next_word(line)) / per_second;
  }
  return seconds;
}

std::array<double, 2> of_version_one(FileReader& files, const std::string& folder, const Machine& machine) {
  const std::optional<double> user = files.read_number(folder + "/cpuacct.usage_user");
  const std::optional<double> system = files.read_number(folder + "/cpuacct.usage_sys");
  if (user && system) return {*user / kNanosPerSecond, *system / kNanosPerSecond};
  return two_keys(files, folder + "/cpuacct.stat", "user", "system", machine.ticks_per_second);
}

}  // namespace

std::array<double, 2> cgroup_cpu_seconds(FileReader& files, const ControllerFolder& accounting,
                                         const Machine& machine) {
  switch (accounting.version) {
    case ControllerFolder::Version::kOne:
      return of_version_one(files, accounting.own(), machine);
    case ControllerFolder::Version::kTwo:
      return two_keys(files, accounting.own() + "/cpu.stat", "user_usec", "system_usec", kMicrosPerSecond);
    case ControllerFolder::Version::kNone:
      break;
  }
  return {kNone, kNone};
}

}  // namespace otel_native::system_metrics
