#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "record/byte-buffer.hpp"
#include "record/format.gen.hpp"

namespace otel_native {

/// The reading end of a ring (docs/record-format.md). Not thread-safe: one reader at a time.
class RingReader {
 public:
  /// `memory` is 8-byte aligned and must outlive the reader.
  RingReader(std::uint8_t* memory, std::size_t bytes);

  /// Whether a memory of this size can be a ring: a header, and a data area whose size is a power of two.
  static bool is_ring(std::size_t bytes);

  /// Appends all published bytes to `out` and frees their space. Returns false if the tickets are invalid.
  bool take_all(ByteBuffer& out);

  /// Published bytes that were not read.
  std::uint32_t waiting() const;

  // --- the steps of `take_all`, for a copy that has to be safe before the space is given back ---

  struct Published {
    std::uint32_t read;
    std::uint32_t write;
    std::uint32_t size() const { return write - read; }
  };
  /// Returns false if the tickets are invalid.
  bool published(Published& found) const;
  /// Writes `size()` bytes.
  void copy(const Published& published, std::uint8_t* to) const;
  void release(const Published& published);

  // --- a ring whose writer is dead ---

  std::uint32_t read_ticket() const { return ticket(kReadTicketOffset).load(std::memory_order_relaxed); }
  /// Moves the read ticket forward, but not beyond the write ticket.
  void skip_to(std::uint32_t read_ticket);
  void drop_all();

  // --- memory that lost its content ---

  /// Resets the ring to empty, with both tickets at `write_ticket`.
  void restart_at(std::uint32_t write_ticket);

 private:
  // | access                          | order   | why                                              |
  // |---------------------------------|---------|--------------------------------------------------|
  // | write ticket, load (reader)     | acquire | the record bytes before it are visible            |
  // | read ticket, store (reader)     | release | our copy is finished before the space is reused   |
  // | write ticket, store (JS writer) | seq_cst | Atomics.store has no weaker form                  |
  // | read ticket, load (JS writer)   | seq_cst | Atomics.load likewise                             |
  using Ticket = std::atomic<std::uint32_t>;
  static_assert(Ticket::is_always_lock_free && sizeof(Ticket) == 4, "JavaScript sees a plain u32");

  Ticket& ticket(std::size_t offset) const { return *reinterpret_cast<Ticket*>(memory_ + offset); }

  std::uint8_t* memory_;
  std::uint32_t capacity_;
};

}  // namespace otel_native
