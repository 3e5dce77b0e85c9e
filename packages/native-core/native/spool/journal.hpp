#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "spool/spool-layout.hpp"

namespace otel_native {

/// The journal of a spool file: records taken from the ring and not yet acknowledged, in order, in memory that outlives
/// the process. Not thread-safe.
///
/// An entry exists once `end` was stored after it. The process may therefore die at any instruction: finished entries
/// are kept, unfinished ones are ignored.
class Journal {
 public:
  /// `bytes` is a multiple of the alignment. Memory full of zeros is an empty journal.
  Journal(JournalControl& control, std::uint8_t* area, std::size_t bytes);

  /// Reads another process's journal up to the first damaged entry, and cuts off that entry and everything after it.
  /// Returns false if something was cut off.
  bool restore();
  /// Reads the ring's ticket in the last entry. Returns false without an entry.
  bool last_read_ticket(std::uint32_t& ticket) const;

  // --- writing ---

  /// Returns the place for `size` bytes, or nullptr if there is no room.
  std::uint8_t* reserve(std::size_t size);
  /// Adds the reserved bytes to the journal; `items` is the number of items among their records.
  void commit(std::uint32_t read_ticket, std::uint32_t items = 0);

  // --- reading ---

  struct Chunk {
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;
    /// The position of the first byte. To acknowledge the chunk, pass the position after the last record used.
    std::uint64_t position = 0;
  };
  /// Reads the next entry, which stays in place until it is acknowledged. Returns false if there is none.
  bool next(Chunk& chunk);
  /// Whether the last entry from `next` still has its checksum.
  bool last_is_intact() const;
  /// Marks the last entry from `next` as unread.
  void put_back() { --read_; }
  /// Frees the space of everything before the position.
  void acknowledge(std::uint64_t position);

  // --- another memory ---

  /// Counts the unread items. Only for a journal that this process wrote.
  std::uint64_t unread_items() const;
  /// Starts an empty journal in memory full of zeros. Positions continue, since answers may still arrive for old ones.
  void lose_all();
  /// Copies up to `max_bytes` from a position on to the area of another journal: at least one byte, unless nothing is
  /// left. Returns the position after the copied bytes, which is `end()` if nothing is left.
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
  /// Reads and checks the entry at a position. Returns false if it is damaged or would extend beyond `end`.
  bool read_entry(std::uint64_t position, std::uint64_t end, JournalEntry& entry) const;
  void write_entry(std::uint64_t position, std::uint32_t kind, std::uint32_t size, std::uint32_t read_ticket);
  void begin_anew();

  JournalControl& control_;
  std::uint8_t* const area_;
  const std::uint64_t bytes_;

  /// The entries from `begin` to `end`, without pads.
  std::deque<Entry> entries_;
  std::size_t read_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t reserved_at_ = 0;
  std::uint32_t reserved_size_ = 0;
};

}  // namespace otel_native
