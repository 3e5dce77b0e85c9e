#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mapping-guard.hpp"
#include "record/byte-buffer.hpp"
#include "ring/ring-reader.hpp"
#include "spool/definitions.hpp"
#include "spool/journal.hpp"
#include "spool/spool-memory.hpp"
#include "spool/spool-message.hpp"

namespace otel_native {

/// What became of the file in which a spool lies.
enum class SpoolFate {
  kThere,
  /// It was removed or moved away: the memory is whole, but nobody will find it.
  kGone,
  /// It was cut short: what it held is lost.
  kCut,
};

struct SpoolReplacement;

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
    std::function<SpoolFate()> fate = [] { return SpoolFate::kThere; };
    /// Makes another file of the same size; null, with the reason, when there can be none. Empty for a spool that no
    /// one writes to any more.
    std::function<std::unique_ptr<SpoolReplacement>(SpoolMessage& error)> replace;
    /// For messages.
    std::string name;
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

  // --- the writer's thread ---

  /// Goes over to the replacement that was offered, or to memory of no file when the content was lost and there is
  /// none: both lie where the old file did. Keeps the content, unless it was lost: then the ring is empty, at
  /// `write_ticket`. `written` items were written since the spool was made. Gives the number of items that are lost
  /// with the content; nothing when that is whole.
  std::optional<std::uint64_t> move(RingReader& ring, std::uint32_t write_ticket, std::uint64_t written);

  // --- the drain thread ---

  SpoolFate fate();
  std::string name();
  bool is_replaceable();
  std::unique_ptr<SpoolReplacement> make_replacement(SpoolMessage& error);
  /// Has the writer's thread `move`. Copies most of the journal here, as that may be large.
  void offer(std::unique_ptr<SpoolReplacement> replacement);
  bool has_offer();
  /// Once after the content was lost: all strings have to be saved again.
  bool needs_all_strings() { return needs_all_strings_.exchange(false, std::memory_order_acq_rel); }

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
  /// Whether another process would find now what lies here.
  bool survives();
  /// Everything was answered for, or is held: gives the memory up, once.
  void close();

 private:
  void touch();
  bool content_is_lost() const { return guard_.was_hit() || is_damaged_; }
  SpoolFate fate_locked() const;
  Moved blocked() const { return owner_.replace ? Moved::kNoRoom : Moved::kCorrupt; }
  bool keep_record(const std::uint8_t* record, std::size_t size);
  void copy_rest(const SpoolReplacement& replacement);
  bool map_anew(bool is_lost);
  void begin_anew(RingReader& ring, std::uint32_t write_ticket);
  void drop_offer();

  const SpoolMemory memory_;
  std::atomic<bool> held_{false};
  std::atomic<bool> needs_all_strings_{false};

  std::mutex mutex_;
  // Guarded by mutex_:
  Owner owner_;
  MappingGuard guard_;
  Journal journal_;
  Definitions definitions_;
  /// Scopes and resources once more, for a file that loses them.
  std::vector<ByteBuffer> kept_records_;
  std::size_t kept_bytes_ = 0;
  /// Items that left the ring, or never were in it.
  std::uint64_t moved_items_ = 0;
  /// Something that has no checksum makes no sense.
  bool is_damaged_ = false;
  bool has_offer_ = false;
  std::unique_ptr<SpoolReplacement> offered_;
  /// The journal up to there lies in the replacement as well.
  std::uint64_t copied_end_ = 0;
  bool is_closed_ = false;
  bool survived_ = false;
  std::chrono::steady_clock::time_point next_touch_{};
};

/// Another file, mapped elsewhere and empty.
struct SpoolReplacement {
  SpoolReplacement(SpoolMemory memory, int file, Spool::Owner owner)
      : memory(memory), file(file), owner(std::move(owner)) {}
  ~SpoolReplacement();
  SpoolReplacement(const SpoolReplacement&) = delete;
  SpoolReplacement& operator=(const SpoolReplacement&) = delete;

  const SpoolMemory memory;
  /// Belongs to the owner.
  const int file;
  Spool::Owner owner;
};

}  // namespace otel_native
