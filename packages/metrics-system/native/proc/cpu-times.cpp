#include "proc/cpu-times.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include "file/lines.hpp"

namespace otel_native::system_metrics {

void CpuTimes::read(FileReader& files, const std::string& proc, const Machine& machine, double now_seconds,
                    Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/stat");
  snapshot.cpus.begin(content.has_value());
  std::string_view line;
  while (content && next_line(*content, line)) {
    const std::string_view key = next_word(line);
    if (key == "cpu") add("", line, machine.cpu_count, machine, now_seconds, snapshot);
    if (key.size() > 3 && key.starts_with("cpu")) add(key.substr(3), line, 1, machine, now_seconds, snapshot);
    if (key == "processes") snapshot.set(Slot::kSystemProcessesCreated, number_or_nan(next_word(line)));
  }
  snapshot.cpus.end();
}

void CpuTimes::add(std::string_view name, std::string_view fields, double cpu_count, const Machine& machine,
                   double now_seconds, Snapshot& snapshot) {
  constexpr std::size_t kFields = 8;
  std::array<double, kFields> ticks{};
  for (double& value : ticks) value = number_or_nan(next_word(fields));
  const auto& [user, nice, system, idle, iowait, irq, softirq, steal] = ticks;
  const std::array<double, kModes> by_mode = {user, nice, system, idle, iowait, irq + softirq, steal};

  const std::size_t place = snapshot.cpus.row_count();
  const std::span<double> row = snapshot.cpus.add_row({name});
  if (row.empty()) return;
  if (cpus_.size() <= place) cpus_.resize(place + 1);
  Cpu& cpu = cpus_[place];
  for (std::size_t mode = 0; mode < kModes; ++mode) {
    const double seconds = by_mode[mode] / machine.ticks_per_second;
    // The kernel sometimes reduces idle and iowait time, but a counter that decreases would count as restarted.
    cpu.seconds[mode] = std::isnan(seconds) ? seconds : std::fmax(cpu.seconds[mode], seconds);
  }
  const std::array<double, kModes>& rates = cpu.rate.update(cpu.seconds, now_seconds);
  std::copy(cpu.seconds.begin(), cpu.seconds.end(), row.begin());
  std::transform(rates.begin(), rates.end(), row.begin() + kModes,
                 [&](double rate) { return std::isnan(rate) ? rate : std::min(rate / cpu_count, 1.0); });
}

}  // namespace otel_native::system_metrics
