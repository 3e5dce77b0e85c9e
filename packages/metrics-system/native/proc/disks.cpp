#include "proc/disks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string_view>

#include "file/lines.hpp"
#include "snapshot/units.hpp"

namespace otel_native::system_metrics {
namespace {

/// The kernel's own unit, independent of the device's sector size.
constexpr double kSectorBytes = 512;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// `sda1` is a partition of `sda`, and `nvme0n1p1` of `nvme0n1`; but `dm-10` is not one of `dm-1`.
bool is_partition(std::string_view name, std::string_view disk) {
  if (disk.empty() || !name.starts_with(disk) || name == disk) return false;
  std::string_view rest = name.substr(disk.size());
  if (is_digit(disk.back())) {
    if (rest.front() != 'p') return false;
    rest.remove_prefix(1);
  }
  return !rest.empty() && std::all_of(rest.begin(), rest.end(), is_digit);
}

bool is_real(std::string_view name) {
  return !name.empty() && !name.starts_with("loop") && !name.starts_with("ram") && !name.starts_with("zram");
}

void fill_disk(std::span<double> row, std::string_view fields) {
  constexpr std::size_t kFields = 10;
  std::array<double, kFields> values{};
  for (double& value : values) value = number_or_nan(next_word(fields));
  const auto& [reads, reads_merged, sectors_read, read_ms, writes, writes_merged, sectors_written, write_ms, in_flight,
               io_ms] = values;
  const std::array columns = {sectors_read * kSectorBytes,
                              sectors_written * kSectorBytes,
                              reads,
                              writes,
                              reads_merged,
                              writes_merged,
                              read_ms / kMillisPerSecond,
                              write_ms / kMillisPerSecond,
                              io_ms / kMillisPerSecond};
  std::copy(columns.begin(), columns.end(), row.begin());
}

}  // namespace

void read_disks(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/diskstats");
  snapshot.disks.begin(content.has_value());
  std::string_view line;
  std::string_view disk;
  while (content && next_line(*content, line)) {
    skip_words(line, 2);
    const std::string_view name = next_word(line);
    if (!is_real(name) || is_partition(name, disk)) continue;
    disk = name;
    const std::span<double> row = snapshot.disks.add_row({name});
    if (row.empty()) break;
    fill_disk(row, line);
  }
  snapshot.disks.end();
}

}  // namespace otel_native::system_metrics
