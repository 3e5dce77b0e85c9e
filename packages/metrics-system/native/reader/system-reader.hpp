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

/// Reads all selected sources once per collection. Not thread-safe.
class SystemReader {
 public:
  /// `proc` is usually /proc and `cgroup` /sys/fs/cgroup; `sources` has one bit per `Source`.
  SystemReader(std::string proc, std::string cgroup, std::uint32_t sources, const Machine& machine);

  void read(double now_seconds);
  const Snapshot& snapshot() const { return snapshot_; }
  /// Closes the files that are kept open for the next reading.
  void close() { files_.close_all(); }

  /// Increases whenever positions of values change their meaning.
  std::uint32_t layout() const;
  /// Writes the snapshot as numbers: the slots; the layout; the number of rows of each table (NaN if its source is
  /// unavailable); then the rows of each table. Returns how many numbers there are, which may be more than `to` holds;
  /// the rest is left out.
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
