#include "cgroup/limits.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "file/lines.hpp"

namespace otel_native::system_metrics {
namespace {

constexpr double kUnlimited = std::numeric_limits<double>::infinity();

double cpus(std::optional<double> quota_micros, std::optional<double> period_micros) {
  const bool is_limited = quota_micros && period_micros && *quota_micros > 0 && *period_micros > 0;
  return is_limited ? *quota_micros / *period_micros : kUnlimited;
}

/// `cpu.max` contains for example `max 100000` or `50000 100000`.
double cpus_of_two(FileReader& files, const std::string& folder) {
  std::optional<std::string_view> content = files.read(folder + "/cpu.max");
  std::string_view line;
  if (!content || !next_line(*content, line)) return kUnlimited;
  const std::optional<double> quota = number(next_word(line));
  return cpus(quota, number(next_word(line)));
}

double cpus_of_one(FileReader& files, const std::string& folder) {
  // -1 means no limit, and is not parsed as a number here.
  const std::optional<double> quota = files.read_number(folder + "/cpu.cfs_quota_us");
  return quota ? cpus(quota, files.read_number(folder + "/cpu.cfs_period_us")) : kUnlimited;
}

/// Version 1 represents "no limit" by the largest number of pages that it supports.
double bytes(std::optional<double> limit) {
  constexpr double kAbsurd = 1ULL << 62;
  return limit && *limit < kAbsurd ? *limit : kUnlimited;
}

}  // namespace

double cpu_limit(FileReader& files, const ControllerFolder& cpu) {
  double limit = kUnlimited;
  for (const std::string& folder : cpu.folders) {
    const bool is_two = cpu.version == ControllerFolder::Version::kTwo;
    limit = std::min(limit, is_two ? cpus_of_two(files, folder) : cpus_of_one(files, folder));
  }
  return limit;
}

double memory_limit(FileReader& files, const ControllerFolder& memory) {
  const bool is_two = memory.version == ControllerFolder::Version::kTwo;
  const char* const name = is_two ? "/memory.max" : "/memory.limit_in_bytes";
  double limit = kUnlimited;
  for (const std::string& folder : memory.folders) limit = std::min(limit, bytes(files.read_number(folder + name)));
  return limit;
}

}  // namespace otel_native::system_metrics
