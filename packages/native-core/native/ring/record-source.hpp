#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

#include "record/byte-buffer.hpp"
#include "ring/memory-budget.hpp"
#include "ring/ring-reader.hpp"

namespace otel_native {

/// All records of one pipeline in the order they were written: first those moved to the heap, then those
/// still in the ring. The writer's thread and the drain thread share it.
class RecordSource {
 public:
  RecordSource(std::uint8_t* ring, std::size_t ring_bytes, MemoryBudget& budget);

  // --- the writer's thread ---

  /// Empties a full ring into the heap. False, with nothing moved, when the budget is used up.
  bool move_ring_to_heap();
  /// Adds a record that does not go through the ring, after everything in the ring. False as above, unless the
  /// record is `needed`: then the budget is overdrawn.
  bool append(const std::uint8_t* record, std::size_t bytes, bool needed);
  /// Moves the ring to the heap whatever the budget says, and never touches its memory again.
  void detach();

  // --- the drain thread ---

  enum class Taken { kNothing, kRecords, kCorrupt };
  /// Replaces the content of `out` with the next records.
  Taken take(ByteBuffer& out);

 private:
  bool move_ring(bool needed);
  bool take_budget(std::size_t bytes, bool needed);

  std::mutex mutex_;
  RingReader ring_;
  bool attached_ = true;
  bool corrupt_ = false;
  std::deque<ByteBuffer> heap_;
  MemoryBudget& budget_;
};

}  // namespace otel_native
