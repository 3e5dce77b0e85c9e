#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "cgroup/cgroup-reader.hpp"
#include "file/file-reader.hpp"
#include "platform/machine.hpp"
#include "proc/cpu-times.hpp"
#include "reader/sources.hpp"
#include "snapshot/rate.hpp"
#include "snapshot/snapshot.hpp"

namespace otel_native::system_metrics {

/// Reads everything that was chosen, once per collection. Not for several threads.
class SystemReader {
 public:
  /// `proc` is mostly /proc and `cgroup` /sys/fs/cgroup; `sources` has a bit for each `Source`.
  SystemReader(std::string proc, std::string cgroup, std::uint32_t sources, const Machine& machine);

  void read(double now_seconds);
  const Snapshot& snapshot() const { return snapshot_; }
  /// Closes the files that are kept open for the next reading.
  void close() { files_.close_all(); }

  /// Grows when the places of values have another meaning than before.
  std::uint32_t layout() const;
  /// The snapshot as numbers: the slots; the layout; for each table its number of rows, NaN where there is nothing to
  /// read rows from; then the rows of one table after the other. Gives how many numbers that are, which may be more
  /// than `to` has room for; the rest is left out then.
  std::size_t write(std::span<double> to) const;

 private:
  bool is_chosen(Source source) const { return (sources_ >> static_cast<std::uint32_t>(source) & 1) != 0; }
  bool needs_limits() const;
  void read_process();
  void read_system(double now_seconds);
  void compare_with_limits(double now_seconds);

  std::string proc_;
  std::uint32_t sources_;
  Machine machine_;
  FileReader files_;
  Snapshot snapshot_;
  CgroupReader cgroup_;
  CpuTimes cpu_times_;
  Rate<2> process_cpu_rate_;
};

}  // namespace otel_native::system_metrics
