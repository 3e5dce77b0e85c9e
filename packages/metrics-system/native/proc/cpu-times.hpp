#pragma once

#include <array>
#include <string>
#include <vector>

#include "file/file-reader.hpp"
#include "platform/machine.hpp"
#include "snapshot/rate.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads `stat`: the time of all CPUs together and of each CPU, and the number of processes created.
class CpuTimes {
 public:
  void read(FileReader& files, const std::string& proc, const Machine& machine, double now_seconds, Snapshot& snapshot);

 private:
  static constexpr std::size_t kModes = 7;
  struct Cpu {
    std::array<double, kModes> seconds{};
    Rate<kModes> rate;
  };

  void add(std::string_view name, std::string_view fields, double cpu_count, const Machine& machine, double now_seconds,
           Snapshot& snapshot);

  std::vector<Cpu> cpus_;
};

}  // namespace otel_native::system_metrics
