#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "spool/spool-layout.hpp"

namespace otel_native {

/// The journal of a spool file: what was taken from the ring and not acknowledged yet, in order, in memory that
/// outlives the process. Not thread-safe.
///
/// An entry counts once `end` was stored behind it, so that a process may die at any instruction: what it had not
/// finished is not there, and what it had is.
class Journal {
 public:
  /// `bytes` is a multiple of the alignment; memory full of zeros is an empty journal.
  Journal(JournalControl& control, std::uint8_t* area, std::size_t bytes);

  /// Reads what another process left, up to the first entry that is damaged: that and all behind it is cut off.
  /// False when something was cut off.
  bool restore();
  /// What the last entry says about the ring; false without an entry.
  bool last_read_ticket(std::uint32_t& ticket) const;

  // --- writing ---

  /// The place for `size` bytes, or nullptr when there is no room.
  std::uint8_t* reserve(std::size_t size);
  /// Makes what was written to the reserved place count; `items` of the records are items.
  void commit(std::uint32_t read_ticket, std::uint32_t items = 0);

  // --- reading ---

  struct Chunk {
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;
    /// Of the first byte; that of the byte behind the last record used is to be acknowledged.
    std::uint64_t position = 0;
  };
  /// The next entry that was not read; false when there is none. It stays in place until it is acknowledged.
  bool next(Chunk& chunk);
  /// The entry that `next` gave last was not read.
  void put_back() { --read_; }
  /// Everything before the position is answered for: its space is free.
  void acknowledge(std::uint64_t position);

  // --- another memory ---

  /// Of a journal that this process wrote: items that were not read.
  std::uint64_t unread_items() const;
  /// Begins an empty journal in memory full of zeros. Positions go on, so that answers may still come for old ones.
  void lose_all();
  /// Copies entries from the position on to the area of another journal, `max_bytes` at most and more than none. Gives
  /// the position behind them, which is `end()` when nothing is left.
  std::uint64_t copy(std::uint64_t from, std::size_t max_bytes, std::uint8_t* to) const;
  std::uint64_t begin() const { return entries_.empty() ? end_ : entries_.front().start; }
  std::uint64_t end() const { return end_; }

  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::uint64_t start;
    std::uint32_t size;
    std::uint32_t read_ticket;
    std::uint32_t items;

    std::uint64_t records() const { return start + sizeof(JournalEntry); }
    std::uint64_t records_end() const { return records() + size; }
  };

  static std::uint64_t footprint(std::uint64_t size);
  std::uint8_t* place(std::uint64_t position) const { return area_ + position % bytes_; }
  std::uint64_t to_area_end(std::uint64_t position) const { return bytes_ - position % bytes_; }
  /// Reads and checks the entry at the position; false when it is damaged or would pass `end`.
  bool read_entry(std::uint64_t position, std::uint64_t end, JournalEntry& entry) const;
  void write_entry(std::uint64_t position, std::uint32_t kind, std::uint32_t size, std::uint32_t read_ticket);
  void begin_anew();

  JournalControl& control_;
  std::uint8_t* const area_;
  const std::uint64_t bytes_;

  /// From `begin` to `end`, without pads.
  std::deque<Entry> entries_;
  std::size_t read_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t reserved_at_ = 0;
  std::uint32_t reserved_size_ = 0;
};

}  // namespace otel_native
