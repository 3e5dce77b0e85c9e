#include "metrics/metric-memory.hpp"

namespace otel_native {

MetricMemory::MetricMemory(std::uint8_t* control) : control_(control) {}

void MetricMemory::add_chunk(const double* doubles, std::size_t count) {
  const std::lock_guard lock(new_chunks_mutex_);
  new_chunks_.push_back({doubles, count});
}

void MetricMemory::detach() {
  const std::lock_guard lock(mutex_);
  if (!attached_) return;
  attached_ = false;
  take_new_chunks();
  for (Chunk& chunk : chunks_) {
    chunk.doubles = copies_.emplace_back(chunk.doubles, chunk.doubles + chunk.count).data();
  }
  control_copy_.assign(kMetricControlBytes / sizeof(double), 0);
  const std::uint32_t epoch = control(kEpochOffset).load(std::memory_order_relaxed);
  control_ = reinterpret_cast<std::uint8_t*>(control_copy_.data());
  // A recording that was interrupted by the end of its thread no longer counts as running.
  control(kEpochOffset).store(epoch, std::memory_order_relaxed);
}

std::uint32_t MetricMemory::flip() {
  // Sequentially consistent, like JavaScript's stores of "recording" and its loads of the epoch: either JavaScript sees
  // the new epoch, or `is_quiet` sees the recording.
  return control(kEpochOffset).fetch_add(1, std::memory_order_seq_cst);
}

bool MetricMemory::is_quiet() const { return control(kRecordingOffset).load(std::memory_order_seq_cst) == 0; }

void MetricMemory::take_new_chunks() {
  const std::lock_guard lock(new_chunks_mutex_);
  chunks_.insert(chunks_.end(), new_chunks_.begin(), new_chunks_.end());
  new_chunks_.clear();
}

const double* MetricMemory::bank(Place place, std::size_t doubles, std::uint32_t epoch) const {
  if (place.chunk >= chunks_.size()) return nullptr;
  const Chunk& chunk = chunks_[place.chunk];
  if (place.first > chunk.count || 2 * doubles > chunk.count - place.first) return nullptr;
  return chunk.doubles + place.first + (epoch & 1) * doubles;
}

}  // namespace otel_native
