#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

#include "record/byte-buffer.hpp"
#include "ring/ring-reader.hpp"
#include "spool/definitions.hpp"
#include "spool/journal.hpp"
#include "spool/spool-memory.hpp"

namespace otel_native {

/// What one pipeline has not delivered yet, in memory that outlives the process. Thread-safe; the caller keeps the
/// memory.
class Spool {
 public:
  /// What the memory's owner does for it.
  struct Owner {
    /// Records were added: the file is not old. Once a minute at most.
    std::function<void()> touch = [] {};
    /// At the end; `delivered` when nothing of it is needed any more.
    std::function<void(bool delivered)> close = [](bool) {};
  };
  /// @param memory a spool that this process formatted, or one that was inspected
  Spool(SpoolMemory memory, Owner owner);
  ~Spool();

  /// Before the first use of another process's spool. `trusts_ring`: its writer died under this start of the system.
  /// False when some of it was damaged and cut off.
  bool restore(bool trusts_ring);

  std::uint8_t* ring() const { return memory_.ring(); }
  std::size_t ring_bytes() const { return memory_.ring_bytes(); }

  // --- the writer's thread and the drain thread ---

  enum class Moved { kMoved, kNoRoom, kCorrupt };
  /// Moves what the ring holds to the journal.
  Moved take_ring(RingReader& ring);
  /// Adds a record that does not go through the ring. False when there is no room.
  bool append(const std::uint8_t* record, std::size_t size, const RingReader& ring);
  /// Keeps a scope or resource record, whatever is acknowledged. False when there is no room.
  bool save_record(const std::uint8_t* record, std::size_t size);

  // --- the drain thread ---

  /// Replaces the content of `out` with the next records of the journal; `position` is that of the first byte.
  bool next(ByteBuffer& out, std::uint64_t& position);
  /// Keeps strings that records defined. Before anything that needs them is acknowledged.
  bool save_strings(std::uint32_t first_id, const std::vector<std::string_view>& strings);
  bool each_definition(const Definitions::Visit& visit) const { return definitions_.each(visit); }

  // --- any thread ---

  /// The exporter answered for everything before the position.
  void acknowledge(std::uint64_t position);
  /// From now on nothing is acknowledged: what waits stays for another process.
  void hold() { held_.store(true, std::memory_order_release); }
  bool held() const { return held_.load(std::memory_order_acquire); }
  /// Everything was answered for, or is held: gives the memory up, once.
  void close();

 private:
  const SpoolMemory memory_;
  void touch();

  const Owner owner_;
  std::atomic<bool> held_{false};

  std::mutex mutex_;
  // Guarded by mutex_:
  Journal journal_;
  Definitions definitions_;
  bool is_closed_ = false;
  std::chrono::steady_clock::time_point next_touch_{};
};

}  // namespace otel_native
