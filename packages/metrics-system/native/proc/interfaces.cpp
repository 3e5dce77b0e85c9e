#include "proc/interfaces.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

void fill_interface(std::span<double> row, std::string_view fields) {
  constexpr std::size_t kFieldsPerDirection = 8;
  std::array<double, 2 * kFieldsPerDirection> values{};
  for (double& value : values) value = number_or_nan(next_word(fields));
  // Bytes, packets, errors, drops: first received, then sent.
  for (std::size_t kind = 0; kind < 4; ++kind) {
    row[2 * kind] = values[kind];
    row[2 * kind + 1] = values[kFieldsPerDirection + kind];
  }
}

}  // namespace

void read_interfaces(FileReader& files, const std::string& proc, Snapshot& snapshot) {
  std::optional<std::string_view> content = files.read(proc + "/self/net/dev");
  snapshot.interfaces.begin(content.has_value());
  std::string_view line;
  while (content && next_line(*content, line)) {
    const std::size_t colon = line.rfind(':');  // the two heading lines have no colon
    if (colon == std::string_view::npos) continue;
    std::string_view before = line.substr(0, colon);
    const std::string_view name = next_word(before);
    if (name.empty() || name == "lo" || name.starts_with("veth")) continue;
    const std::span<double> row = snapshot.interfaces.add_row({name});
    if (row.empty()) break;
    fill_interface(row, line.substr(colon + 1));
  }
  snapshot.interfaces.end();
}

}  // namespace otel_native::system_metrics
