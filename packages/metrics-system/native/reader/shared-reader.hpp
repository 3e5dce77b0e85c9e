#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "reader/system-reader.hpp"

namespace otel_native::system_metrics {

/// A reader for several threads. Reading may block, for example on an unresponsive disk; the latest reading is
/// available at any time.
class SharedReader {
 public:
  SharedReader(std::string proc, std::string cgroup, std::uint32_t sources, const Machine& machine)
      : reader_(std::move(proc), std::move(cgroup), sources, machine) {}

  /// Only one thread reads at a time; the others wait.
  void read();
  /// Keeps no files open from now on.
  void close();

  /// Like `SystemReader::write`.
  std::size_t write(std::span<double> to) const;
  /// Like `SystemReader::layout`.
  std::uint32_t layout() const;
  /// Returns for each table the labels of all rows in sequence.
  std::vector<std::vector<std::string>> labels() const;
  /// Calls `take(values, layout)`, which must be quick.
  template <typename Take>
  void with_values(Take take) const {
    const std::lock_guard lock(last_mutex_);
    take(std::span<const double>(values_), layout_);
  }

 private:
  void keep();

  std::mutex reading_mutex_;
  SystemReader reader_;
  std::atomic<bool> is_closed_{false};

  mutable std::mutex last_mutex_;
  // Guarded by last_mutex_; the latest reading:
  std::vector<double> values_;
  std::uint32_t layout_ = 0;
  std::vector<std::vector<std::string>> labels_;
};

}  // namespace otel_native::system_metrics
