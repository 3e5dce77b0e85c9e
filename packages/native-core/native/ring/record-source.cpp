#include "ring/record-source.hpp"

namespace otel_native {

RecordSource::RecordSource(std::uint8_t* ring, std::size_t ring_bytes, MemoryBudget& budget)
    : ring_(ring, ring_bytes), budget_(budget) {}

bool RecordSource::move_ring_to_heap() {
  const std::lock_guard lock(mutex_);
  return move_ring(false);
}

bool RecordSource::append(const std::uint8_t* record, std::size_t bytes, bool needed) {
  const std::lock_guard lock(mutex_);
  if (!attached_ || !take_budget(bytes, needed)) return false;
  if (!move_ring(needed)) {
    budget_.give_back(bytes);
    return false;
  }
  heap_.emplace_back().append(record, bytes);
  return true;
}

void RecordSource::detach() {
  const std::lock_guard lock(mutex_);
  if (!attached_) return;
  move_ring(true);
  attached_ = false;
}

bool RecordSource::take_budget(std::size_t bytes, bool needed) {
  if (!needed) return budget_.try_take(bytes);
  budget_.take_anyway(bytes);
  return true;
}

bool RecordSource::move_ring(bool needed) {
  if (!attached_) return false;
  const std::uint32_t waiting = ring_.waiting();
  if (waiting == 0) return true;
  if (!take_budget(waiting, needed)) return false;
  ByteBuffer moved;
  corrupt_ = !ring_.take_all(moved) || corrupt_;
  heap_.emplace_back(std::move(moved));
  return true;
}

RecordSource::Taken RecordSource::take(ByteBuffer& out) {
  const std::lock_guard lock(mutex_);
  out.clear();
  if (corrupt_) return Taken::kCorrupt;
  if (!heap_.empty()) {
    out = std::move(heap_.front());
    heap_.pop_front();
    budget_.give_back(out.size());
    return Taken::kRecords;
  }
  if (!attached_ || ring_.waiting() == 0) return Taken::kNothing;
  if (!ring_.take_all(out)) {
    corrupt_ = true;
    return Taken::kCorrupt;
  }
  return Taken::kRecords;
}

}  // namespace otel_native
