#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "snapshot/slots.hpp"
#include "snapshot/table.hpp"

namespace otel_native::system_metrics {

/// The result of one collection. NaN stands for a value that could not be read.
class Snapshot {
 public:
  Snapshot() { clear(); }

  void clear() { values_.fill(std::numeric_limits<double>::quiet_NaN()); }
  void set(Slot slot, double value) { values_[static_cast<std::size_t>(slot)] = value; }
  double get(Slot slot) const { return values_[static_cast<std::size_t>(slot)]; }
  bool has(Slot slot) const { return !std::isnan(get(slot)); }
  const std::array<double, kSlotCount>& values() const { return values_; }

  /// The first row is the total, followed by one row per CPU.
  Table cpus{
      "cpus",
      {"user", "nice", "system", "idle", "iowait", "interrupt", "steal", "user.utilization", "nice.utilization",
       "system.utilization", "idle.utilization", "iowait.utilization", "interrupt.utilization", "steal.utilization"},
      1};
  Table swaps{"swaps", {"used", "free", "used.utilization", "free.utilization"}, 1};
  Table disks{"disks",
              {"read.bytes", "write.bytes", "read.operations", "write.operations", "read.merged", "write.merged",
               "read.seconds", "write.seconds", "io.seconds"},
              1};
  /// Labels: device, mount point, type, mode.
  Table filesystems{
      "filesystems",
      {"used", "free", "reserved", "limit", "used.utilization", "free.utilization", "reserved.utilization"},
      4};
  Table interfaces{"interfaces",
                   {"receive.bytes", "transmit.bytes", "receive.packets", "transmit.packets", "receive.errors",
                    "transmit.errors", "receive.dropped", "transmit.dropped"},
                   1};

  std::array<const Table*, 5> tables() const { return {&cpus, &swaps, &disks, &filesystems, &interfaces}; }

 private:
  std::array<double, kSlotCount> values_;
};

}  // namespace otel_native::system_metrics
