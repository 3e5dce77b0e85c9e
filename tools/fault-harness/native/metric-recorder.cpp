#include "metric-recorder.hpp"

#include <algorithm>
#include <chrono>

namespace soak {

using namespace otel_native;

namespace {

/// Each further chunk is twice as large; small, so that there are several.
constexpr std::size_t kFirstChunkDoubles = 64;

double unix_millis() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

MetricRecorder::MetricRecorder() { word(kEpochOffset).store(1); }

Cell MetricRecorder::allocate(std::size_t bank_doubles, MetricMemory& memory) {
  if (used_doubles_ + 2 * bank_doubles > chunk_doubles_) {
    chunk_doubles_ = std::max(kFirstChunkDoubles << chunks_.size(), 2 * bank_doubles);
    chunks_.push_back(std::make_unique<double[]>(chunk_doubles_));
    memory.add_chunk(chunks_.back().get(), chunk_doubles_);
    used_doubles_ = 0;
  }
  const std::size_t first = used_doubles_;
  used_doubles_ += 2 * bank_doubles;
  const auto chunk = static_cast<std::uint32_t>(chunks_.size() - 1);
  return {chunks_.back().get() + first, {chunk, static_cast<std::uint32_t>(first)}, bank_doubles};
}

bool MetricRecorder::is_stale(const Cell& cell) const {
  const double newest = std::max(cell.banks[kStampDouble], cell.banks[cell.bank_doubles + kStampDouble]);
  return newest < word(kEpochOffset).load() - 1;
}

double* MetricRecorder::bank(const Cell& cell, std::uint32_t epoch) {
  double* const bank = cell.banks + (epoch & 1) * cell.bank_doubles;
  if (bank[kStampDouble] == epoch) return bank;
  std::fill(bank, bank + cell.bank_doubles, 0);
  bank[kStampDouble] = epoch;
  bank[kStartDouble] = unix_millis();
  return bank;
}

double* MetricRecorder::exemplar_bank(const Cell& cell, std::uint32_t epoch) {
  double* const bank = cell.banks + (epoch & 1) * cell.bank_doubles;
  if (bank[kStampDouble] == epoch) return bank;
  std::fill(bank, bank + cell.bank_doubles, 0);
  bank[kStampDouble] = epoch;
  return bank;
}

}  // namespace soak
