#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "metrics/metric-memory.hpp"

namespace soak {

/// Where a series adds up: two banks, and their place as native code is told it.
struct Cell {
  double* banks = nullptr;
  otel_native::Place place;
  std::size_t bank_doubles = 0;
};

/// The writing end of a `MetricMemory`, as `metric-memory.ts` and `stream.ts` have it (ADR 0009).
class MetricRecorder {
 public:
  MetricRecorder();

  std::uint8_t* control() { return control_->bytes; }
  /// Room for two banks; a chunk that it needs is added to `memory`.
  Cell allocate(std::size_t bank_doubles, otel_native::MetricMemory& memory);
  /// Whether neither this interval nor the one before, which is perhaps being read, has anything of the series.
  bool is_stale(const Cell& cell) const;

  /// Calls `add(epoch)`, in which `bank` and `exemplar_bank` may be asked for.
  template <typename Add>
  void record(Add add) {
    begin();
    add(word(otel_native::kEpochOffset).load());
    word(otel_native::kRecordingOffset).store(0);
  }
  /// The bank of an interval. One that begins holds zeros but for its stamp and start.
  static double* bank(const Cell& cell, std::uint32_t epoch);
  /// The same for exemplars, which have no start.
  static double* exemplar_bank(const Cell& cell, std::uint32_t epoch);
  /// A recording that does not end, as when a stack runs over or a thread is terminated.
  void begin() { word(otel_native::kRecordingOffset).store(1); }

 private:
  struct alignas(otel_native::kMetricControlBytes) Control {
    std::uint8_t bytes[otel_native::kMetricControlBytes] = {};
  };

  std::atomic<std::uint32_t>& word(std::size_t offset) const {
    return *reinterpret_cast<std::atomic<std::uint32_t>*>(control_->bytes + offset);
  }

  const std::unique_ptr<Control> control_ = std::make_unique<Control>();
  std::vector<std::unique_ptr<double[]>> chunks_;
  std::size_t chunk_doubles_ = 0;
  std::size_t used_doubles_ = 0;
};

}  // namespace soak
