#include "proc/memory.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr double kKibi = 1024;

using Key = std::pair<std::string_view, Slot>;

/// Sets the slots of the keys found in a file of `key value` lines. Stops after the last key.
void read_keys(std::string_view content, std::span<const Key> keys, double unit, Snapshot& snapshot) {
  std::string_view line;
  std::size_t missing = keys.size();
  while (missing > 0 && next_line(content, line)) {
    const std::string_view name = next_word(line);
    const auto* const key = std::find_if(keys.data(), keys.data() + keys.size(),
                                         [&](const Key& candidate) { return candidate.first == name; });
    if (key == keys.data() + keys.size()) continue;
    snapshot.set(key->second, number_or_nan(next_word(line)) * unit);
    --missing;
  }
}

}  // namespace

void read_memory(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  static constexpr std::array kKeys = {
      Key{"MemTotal:", Slot::kSystemMemoryLimit},         Key{"MemFree:", Slot::kSystemMemoryFree},
      Key{"MemAvailable:", Slot::kSystemMemoryAvailable}, Key{"Buffers:", Slot::kSystemMemoryBuffers},
      Key{"Cached:", Slot::kSystemMemoryCached},          Key{"SReclaimable:", Slot::kSystemSlabReclaimable},
      Key{"SUnreclaim:", Slot::kSystemSlabUnreclaimable}};
  const std::optional<std::string_view> content = files.read(proc + "/meminfo");
  if (!content) return;
  read_keys(*content, kKeys, kKibi, snapshot);
  const double limit = snapshot.get(Slot::kSystemMemoryLimit);
  const double used = limit - snapshot.get(Slot::kSystemMemoryAvailable);
  snapshot.set(Slot::kSystemMemoryUsed, used < 0 ? 0 : used);
  static constexpr std::array kFractions = {
      std::pair{Slot::kSystemMemoryUsedUtilization, Slot::kSystemMemoryUsed},
      std::pair{Slot::kSystemMemoryFreeUtilization, Slot::kSystemMemoryFree},
      std::pair{Slot::kSystemMemoryAvailableUtilization, Slot::kSystemMemoryAvailable},
      std::pair{Slot::kSystemMemoryBuffersUtilization, Slot::kSystemMemoryBuffers},
      std::pair{Slot::kSystemMemoryCachedUtilization, Slot::kSystemMemoryCached}};
  for (const auto& [fraction, bytes] : kFractions) {
    if (limit > 0) snapshot.set(fraction, snapshot.get(bytes) / limit);
  }
}

void read_paging(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  static constexpr std::array kKeys = {Key{"pgfault", Slot::kSystemMinorFaults},
                                       Key{"pgmajfault", Slot::kSystemMajorFaults}, Key{"pswpin", Slot::kSystemSwapIn},
                                       Key{"pswpout", Slot::kSystemSwapOut}};
  const std::optional<std::string_view> content = files.read(proc + "/vmstat");
  if (!content) return;
  read_keys(*content, kKeys, 1, snapshot);
  // `pgfault` counts both kinds.
  snapshot.set(Slot::kSystemMinorFaults,
               snapshot.get(Slot::kSystemMinorFaults) - snapshot.get(Slot::kSystemMajorFaults));
}

void read_swaps(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/swaps");
  snapshot.swaps.begin(content.has_value());
  std::string_view line;
  if (content) next_line(*content, line);  // the heading
  while (content && next_line(*content, line)) {
    const std::string_view name = next_word(line);
    next_word(line);
    const std::optional<double> size = number(next_word(line));
    const std::optional<double> used = number(next_word(line));
    if (!size || !used || *size == 0 || *used > *size) continue;
    const std::span<double> row = snapshot.swaps.add_row({unescaped(name)});
    if (row.empty()) break;
    const std::array values = {*used * kKibi, (*size - *used) * kKibi, *used / *size, (*size - *used) / *size};
    std::copy(values.begin(), values.end(), row.begin());
  }
  snapshot.swaps.end();
}

}  // namespace otel_native::system_metrics
