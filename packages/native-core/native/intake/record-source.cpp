#include "intake/record-source.hpp"

namespace otel_native {

RecordSource::RecordSource(std::uint8_t* ring, std::size_t ring_bytes, MemoryBudget& budget, Spool* spool)
    : ring_(ring, ring_bytes), budget_(budget), spool_(spool) {}

bool RecordSource::move_ring_to_heap() {
  const std::lock_guard lock(mutex_);
  return spool_ != nullptr ? move_ring_to_spool() : move_ring(false);
}

bool RecordSource::append(const std::uint8_t* record, std::size_t bytes, bool needed) {
  const std::lock_guard lock(mutex_);
  if (spool_ != nullptr) return append_spooled(record, bytes, needed);
  if (!take_place(bytes, needed)) return false;
  heap_.emplace_back().append(record, bytes);
  return true;
}

bool RecordSource::append(ByteBuffer record) {
  const std::lock_guard lock(mutex_);
  const bool is_copied = spool_ != nullptr;
  const bool appended =
      is_copied ? append_spooled(record.data(), record.size(), false) : take_place(record.size(), false);
  if (is_copied || !appended) {
    kept_.give_back(std::move(record));
  } else {
    heap_.push_back(std::move(record));
  }
  return appended;
}

ByteBuffer RecordSource::take_buffer(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  return kept_.take(bytes);
}

/// Makes room in the heap for a record, behind everything in the ring.
bool RecordSource::take_place(std::size_t bytes, bool needed) {
  if (!attached_ || !take_budget(bytes, needed)) return false;
  if (move_ring(needed)) return true;
  budget_.give_back(bytes);
  return false;
}

void RecordSource::trim(TimePoint now) {
  const std::lock_guard lock(mutex_);
  kept_.trim(now);
}

bool RecordSource::save(const std::uint8_t* record, std::size_t bytes) {
  return spool_ != nullptr && spool_->save_record(record, bytes);
}

std::optional<std::uint64_t> RecordSource::move_spool(std::uint32_t write_ticket, std::uint64_t written) {
  const std::lock_guard lock(mutex_);
  return spool_ == nullptr ? std::nullopt : spool_->move(ring_, write_ticket, written);
}

void RecordSource::detach() {
  const std::lock_guard lock(mutex_);
  // The mapping of a spool outlives the environment.
  if (!attached_ || spool_ != nullptr) return;
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

RecordSource::Taken RecordSource::take(ByteBuffer& out, std::uint64_t& position) {
  const std::lock_guard lock(mutex_);
  empty(out);
  if (corrupt_) return Taken::kCorrupt;
  if (spool_ != nullptr) return take_spooled(out, position);
  if (!heap_.empty()) {
    out = std::move(heap_.front());
    heap_.pop_front();
    budget_.give_back(out.size());
    took_from_heap_ = true;
    return Taken::kRecords;
  }
  if (!attached_ || ring_.waiting() == 0) return Taken::kNothing;
  if (!ring_.take_all(out)) {
    corrupt_ = true;
    return Taken::kCorrupt;
  }
  return Taken::kRecords;
}

/// The writer's thread fills a large buffer again, and the drain thread does not hold it while it waits.
void RecordSource::empty(ByteBuffer& out) {
  out.clear();
  if (took_from_heap_) kept_.give_back(std::move(out));
  took_from_heap_ = false;
}

bool RecordSource::take_definitions(ByteBuffer& out) {
  const std::lock_guard lock(mutex_);
  if (heap_.empty()) return false;
  out = std::move(heap_.front());
  heap_.pop_front();
  budget_.give_back(out.size());
  return true;
}

bool RecordSource::append_spooled(const std::uint8_t* record, std::size_t bytes, bool needed) {
  if (!needed) return move_ring_to_spool() && spool_->append(record, bytes, ring_);
  // The file stores definitions separately from the journal. The drain thread may read them before earlier records,
  // since those do not refer to them.
  budget_.take_anyway(bytes);
  heap_.emplace_back().append(record, bytes);
  return spool_->save_record(record, bytes);
}

bool RecordSource::move_ring_to_spool() {
  const Spool::Moved moved = spool_->take_ring(ring_);
  corrupt_ = corrupt_ || moved == Spool::Moved::kCorrupt;
  return moved == Spool::Moved::kMoved;
}

RecordSource::Taken RecordSource::take_spooled(ByteBuffer& out, std::uint64_t& position) {
  if (spool_->next(out, position)) return Taken::kRecords;
  if (ring_.waiting() > 0) {
    if (!move_ring_to_spool()) return corrupt_ ? Taken::kCorrupt : Taken::kNoRoom;
    if (spool_->next(out, position)) return Taken::kRecords;
  }
  corrupt_ = spool_->is_ruined();
  return corrupt_ ? Taken::kCorrupt : Taken::kNothing;
}

}  // namespace otel_native
