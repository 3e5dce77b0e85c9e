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

/// The state of a spool's file.
enum class SpoolFate {
  kThere,
  /// Removed or moved away: the memory is intact, but no process will find it.
  kGone,
  /// Truncated: its content is lost.
  kCut,
};

struct SpoolReplacement;

/// The undelivered records of one pipeline, in memory that outlives the process. Thread-safe. The caller keeps the
/// memory alive.
class Spool {
 public:
  /// Functions of the memory's owner.
  struct Owner {
    /// Called when records were added, so that the file does not look old. At most once a minute.
    std::function<void()> touch = [] {};
    /// Called at the end; `delivered` if nothing in the spool is needed any more.
    std::function<void(bool delivered)> close = [](bool) {};
    std::function<SpoolFate()> fate = [] { return SpoolFate::kThere; };
    /// Creates another file of the same size; returns null, with the reason, on failure. Empty for a spool without a
    /// writer.
    std::function<std::unique_ptr<SpoolReplacement>(SpoolMessage& error)> replace;
    /// Used in messages.
    std::string name;
  };
  /// @param memory a spool that this process formatted, or one that was inspected
  Spool(SpoolMemory memory, Owner owner);
  ~Spool();

  /// Called before the first use of another process's spool. `trusts_ring`: its writer died since the last boot.
  /// Returns false if a part was damaged and cut off.
  bool restore(bool trusts_ring);

  std::uint8_t* ring() const { return memory_.ring(); }
  std::size_t ring_bytes() const { return memory_.ring_bytes(); }

  // --- the writer's thread and the drain thread ---

  enum class Moved { kMoved, kNoRoom, kCorrupt };
  /// Moves the content of the ring to the journal.
  Moved take_ring(RingReader& ring);
  /// Adds a record that bypasses the ring. Returns false if there is no room.
  bool append(const std::uint8_t* record, std::size_t size, const RingReader& ring);
  /// Keeps a scope or resource record permanently. Returns false if there is no room.
  bool save_record(const std::uint8_t* record, std::size_t size);

  // --- the writer's thread ---

  /// Moves to the offered replacement, or to memory without a file if the content was lost and there is no replacement.
  /// Both are mapped in the place of the old file. Keeps intact content; if it was lost, the ring becomes empty at
  /// `write_ticket`. `written` is the number of items since the spool was created. Returns the number of items lost
  /// with the content, or nothing if it is intact.
  std::optional<std::uint64_t> move(RingReader& ring, std::uint32_t write_ticket, std::uint64_t written);

  /// Gives the blocks of a closed file back: its memory reads as zeros from now on. Otherwise the file would keep them
  /// until JavaScript collects the ring.
  void let_go();

  // --- the drain thread ---

  SpoolFate fate();
  std::string name();
  bool is_replaceable();
  std::unique_ptr<SpoolReplacement> make_replacement(SpoolMessage& error);
  /// Asks the writer's thread to `move`. Copies most of the journal here, because that may be large.
  void offer(std::unique_ptr<SpoolReplacement> replacement);
  bool has_offer();
  /// True once after the content was lost: all strings must be saved again.
  bool needs_all_strings() { return needs_all_strings_.exchange(false, std::memory_order_acq_rel); }

  /// Replaces the content of `out` with the next records of the journal; `position` is the position of the first byte.
  bool next(ByteBuffer& out, std::uint64_t& position);
  /// Whether a spool without a writer lost content that nobody read: no other file will replace it.
  bool is_ruined();
  /// Saves strings that records defined. Call it before acknowledging anything that refers to them.
  bool save_strings(std::uint32_t first_id, const std::vector<std::string_view>& strings);
  bool each_definition(const Definitions::Visit& visit) const { return definitions_.each(visit); }

  // --- any thread ---

  /// The exporter has answered for everything before the position.
  void acknowledge(std::uint64_t position);
  /// Acknowledges nothing from now on: the rest stays for another process.
  void hold() { held_.store(true, std::memory_order_release); }
  bool held() const { return held_.load(std::memory_order_acquire); }
  /// Whether another process would find this content now.
  bool survives();
  /// Releases the memory, once, after everything was answered for or is held.
  void close();

 private:
  void touch();
  bool content_is_lost() const { return guard_.was_hit() || is_damaged_; }
  SpoolFate fate_locked() const;
  bool is_last_read_intact() const;
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
  /// Scopes and resources, kept for a file that loses them.
  std::vector<ByteBuffer> kept_records_;
  std::size_t kept_bytes_ = 0;
  /// Items that left the ring or bypassed it.
  std::uint64_t moved_items_ = 0;
  /// A part without a checksum is invalid, or a checksum does not match any more.
  bool is_damaged_ = false;
  bool has_offer_ = false;
  std::unique_ptr<SpoolReplacement> offered_;
  /// The replacement also contains the journal up to this position.
  std::uint64_t copied_end_ = 0;
  bool is_closed_ = false;
  bool survived_ = false;
  std::chrono::steady_clock::time_point next_touch_{};
};

/// Another, empty file, mapped elsewhere.
struct SpoolReplacement {
  SpoolReplacement(SpoolMemory memory_of_file, int number, Spool::Owner owner_of_file);
  ~SpoolReplacement();
  SpoolReplacement(const SpoolReplacement&) = delete;
  SpoolReplacement& operator=(const SpoolReplacement&) = delete;

  const SpoolMemory memory;
  /// Owned by the owner.
  const int file;
  Spool::Owner owner;
  /// Of `memory`, until that is unmapped.
  std::optional<MappingGuard> guard;
};

}  // namespace otel_native
