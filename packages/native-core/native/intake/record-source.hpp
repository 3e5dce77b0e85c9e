#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "account/memory-budget.hpp"
#include "record/byte-buffer.hpp"
#include "ring/ring-reader.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// All records of one pipeline in the order they were written: first those moved to the heap, then those
/// still in the ring. The writer's thread and the drain thread share it.
///
/// With a spool its journal takes the place of the heap: every record goes there before it leaves the ring, and stays
/// until it is acknowledged. Then the journal's size is the limit, and not the budget.
class RecordSource {
 public:
  /// Without a `spool` records are safe in the memory of the process only.
  RecordSource(std::uint8_t* ring, std::size_t ring_bytes, MemoryBudget& budget, Spool* spool = nullptr);

  // --- the writer's thread ---

  /// Empties a full ring into the heap. False, with nothing moved, when the budget is used up.
  bool move_ring_to_heap();
  /// Adds a record that does not go through the ring, after everything in the ring. False as above, unless the
  /// record is `needed`: then the budget is overdrawn.
  bool append(const std::uint8_t* record, std::size_t bytes, bool needed);
  /// Keeps a definition for whoever recovers the spool; the drain thread will get a better one. False without a spool.
  bool save(const std::uint8_t* record, std::size_t bytes);
  /// `Spool::move`, of the spool in which the ring lies.
  std::optional<std::uint64_t> move_spool(std::uint32_t write_ticket, std::uint64_t written);
  /// Moves the ring to the heap whatever the budget says, and never touches its memory again.
  void detach();

  // --- the drain thread ---

  /// kNoRoom: what waits in the ring has to wait for acknowledgements, as the spool is full.
  enum class Taken { kNothing, kRecords, kCorrupt, kNoRoom };
  /// Replaces the content of `out` with the next records. With a spool, `position` is where the first one lies in it.
  Taken take(ByteBuffer& out, std::uint64_t& position);
  /// With a spool: only scopes and the resource, which do not wait for others.
  bool take_definitions(ByteBuffer& out);

 private:
  Taken take_spooled(ByteBuffer& out, std::uint64_t& position);
  bool append_spooled(const std::uint8_t* record, std::size_t bytes, bool needed);
  bool move_ring_to_spool();
  bool move_ring(bool needed);
  bool take_budget(std::size_t bytes, bool needed);

  std::mutex mutex_;
  RingReader ring_;
  bool attached_ = true;
  bool corrupt_ = false;
  std::deque<ByteBuffer> heap_;
  MemoryBudget& budget_;
  Spool* const spool_;
};

}  // namespace otel_native
