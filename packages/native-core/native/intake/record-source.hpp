#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "account/memory-budget.hpp"
#include "intake/kept-buffer.hpp"
#include "record/byte-buffer.hpp"
#include "ring/ring-reader.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// All records of one pipeline in writing order: first those moved to the heap, then those still in the ring. Shared by
/// the writer's thread and the drain thread.
///
/// With a spool, its journal replaces the heap: every record moves there before it leaves the ring, and stays until it
/// is acknowledged. Then the journal's size is the limit instead of the budget.
class RecordSource {
 public:
  /// Without a `spool`, records exist only in the memory of the process.
  RecordSource(std::uint8_t* ring, std::size_t ring_bytes, MemoryBudget& budget, Spool* spool = nullptr);

  // --- the writer's thread ---

  /// Empties a full ring into the heap. Returns false, and moves nothing, if the budget is used up.
  bool move_ring_to_heap();
  /// Adds a record that bypasses the ring, after everything in the ring. Returns false as above, unless the record is
  /// `needed`: then it exceeds the budget.
  bool append(const std::uint8_t* record, std::size_t bytes, bool needed);
  /// The same without a copy, for a record in a buffer from `take_buffer`.
  bool append(ByteBuffer record);
  /// Returns an empty buffer with room for `bytes`.
  ByteBuffer take_buffer(std::size_t bytes);
  /// Saves a definition for the recovery of the spool; the drain thread will receive a better one. Returns false
  /// without a spool.
  bool save(const std::uint8_t* record, std::size_t bytes);
  /// Calls `Spool::move` of the spool that contains the ring.
  std::optional<std::uint64_t> move_spool(std::uint32_t write_ticket, std::uint64_t written);
  /// Moves the ring to the heap regardless of the budget, and never touches its memory again.
  void detach();

  // --- the drain thread ---

  /// kNoRoom: the spool is full, so records in the ring wait for acknowledgements.
  enum class Taken { kNothing, kRecords, kCorrupt, kNoRoom };
  /// Replaces the content of `out` with the next records. With a spool, `position` is the position of the first one
  /// there.
  Taken take(ByteBuffer& out, std::uint64_t& position);
  /// With a spool: takes only scopes and the resource, which do not wait for other records.
  bool take_definitions(ByteBuffer& out);
  /// Called once in a while: gives unused memory back to the system.
  void trim(TimePoint now);

 private:
  Taken take_spooled(ByteBuffer& out, std::uint64_t& position);
  bool append_spooled(const std::uint8_t* record, std::size_t bytes, bool needed);
  bool take_place(std::size_t bytes, bool needed);
  void empty(ByteBuffer& out);
  bool move_ring_to_spool();
  bool move_ring(bool needed);
  bool take_budget(std::size_t bytes, bool needed);

  std::mutex mutex_;
  RingReader ring_;
  bool attached_ = true;
  bool corrupt_ = false;
  std::deque<ByteBuffer> heap_;
  KeptBuffer kept_;
  /// The buffer that was taken last comes from the heap and not from the ring.
  bool took_from_heap_ = false;
  MemoryBudget& budget_;
  Spool* const spool_;
};

}  // namespace otel_native
