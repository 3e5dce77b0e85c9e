// Moves a spool to another file when its own is gone (ADR 0013).
#include <algorithm>
#include <cstring>
#include <utility>

#include "platform/file.hpp"
#include "spool/spool.hpp"

namespace otel_native {
namespace {

/// Bytes copied at once while holding the lock, which the writer's thread may be waiting for.
constexpr std::size_t kCopiedBytes = std::size_t{1} << 20;

}  // namespace

SpoolReplacement::SpoolReplacement(SpoolMemory memory_of_file, int number, Spool::Owner owner_of_file)
    : memory(memory_of_file), file(number), owner(std::move(owner_of_file)) {
  guard.emplace(memory.data(), memory.size());
}

SpoolReplacement::~SpoolReplacement() {
  guard.reset();
  unmap(memory.data(), memory.size());
}

SpoolFate Spool::fate() {
  const std::lock_guard lock(mutex_);
  return fate_locked();
}

SpoolFate Spool::fate_locked() const {
  // A closed file is gone because its work is done.
  if (is_closed_) return SpoolFate::kThere;
  return content_is_lost() ? SpoolFate::kCut : owner_.fate();
}

std::string Spool::name() {
  const std::lock_guard lock(mutex_);
  return owner_.name;
}

bool Spool::survives() {
  const std::lock_guard lock(mutex_);
  return is_closed_ ? survived_ : !has_offer_ && fate_locked() == SpoolFate::kThere;
}

bool Spool::is_replaceable() {
  const std::lock_guard lock(mutex_);
  return owner_.replace && !is_closed_;
}

std::unique_ptr<SpoolReplacement> Spool::make_replacement(SpoolMessage& error) {
  std::unique_lock lock(mutex_);
  const auto replace = owner_.replace;
  lock.unlock();
  // This writes to a disk, which may take time.
  return replace(error);
}

void Spool::offer(std::unique_ptr<SpoolReplacement> replacement) {
  std::unique_lock lock(mutex_);
  copied_end_ = journal_.begin();
  // Copied entries may be acknowledged meanwhile, and new entries may use their space.
  while (replacement != nullptr && !content_is_lost() && copied_end_ < journal_.end()) {
    copied_end_ = journal_.copy(copied_end_, kCopiedBytes, replacement->memory.journal());
    lock.unlock();
    lock.lock();
  }
  if (is_closed_) {
    if (replacement != nullptr) replacement->owner.close(true);
    return;
  }
  offered_ = std::move(replacement);
  has_offer_ = true;
}

bool Spool::has_offer() {
  const std::lock_guard lock(mutex_);
  return has_offer_;
}

std::optional<std::uint64_t> Spool::move(RingReader& ring, std::uint32_t write_ticket, std::uint64_t written) {
  const std::lock_guard lock(mutex_);
  const bool is_lost = fate_locked() == SpoolFate::kCut;
  if (is_closed_ || !owner_.replace || (!has_offer_ && !is_lost)) return std::nullopt;
  if (!is_lost && offered_ != nullptr) copy_rest(*offered_);
  // Either file may have been truncated while it was copied: the next look finds out what is left.
  const bool was_cut = offered_ != nullptr && offered_->guard->was_hit();
  if (was_cut || (!is_lost && content_is_lost())) {
    drop_offer();
    return std::nullopt;
  }
  if (!map_anew(is_lost) || !is_lost) return std::nullopt;
  const std::uint64_t lost = journal_.unread_items() + (written - std::min(written, moved_items_));
  moved_items_ = written;
  begin_anew(ring, write_ticket);
  return lost;
}

void Spool::copy_rest(const SpoolReplacement& replacement) {
  const SpoolMemory& to = replacement.memory;
  while (copied_end_ < journal_.end()) copied_end_ = journal_.copy(copied_end_, to.journal_bytes(), to.journal());
  std::memcpy(to.ring(), memory_.ring(), memory_.ring_bytes());
  const std::uint64_t definition_bytes = memory_.control().definitions_end.load(std::memory_order_relaxed);
  std::memcpy(to.definitions(), memory_.definitions(), std::min<std::uint64_t>(definition_bytes, kDefinitionsBytes));
  std::memcpy(static_cast<void*>(&to.control()), static_cast<const void*>(&memory_.control()), sizeof(SpoolControl));
}

/// Returns false if nothing has changed.
bool Spool::map_anew(bool is_lost) {
  const std::unique_ptr<SpoolReplacement> next = std::move(offered_);
  has_offer_ = false;
  const bool has_file = next != nullptr && map_file_over(memory_.data(), memory_.size(), next->file);
  if (next != nullptr && !has_file) next->owner.close(true);
  if (!has_file && (!is_lost || !map_zeros_over(memory_.data(), memory_.size()))) return false;
  guard_.reset();
  is_damaged_ = false;
  Owner old = std::move(owner_);
  owner_ =
      has_file ? next->owner : Owner{.fate = [] { return SpoolFate::kGone; }, .replace = old.replace, .name = old.name};
  // The old file may still exist elsewhere or under another name. Nobody may send its content again.
  old.close(true);
  return true;
}

void Spool::begin_anew(RingReader& ring, std::uint32_t write_ticket) {
  ring.restart_at(write_ticket);
  journal_.lose_all();
  definitions_.lose_all();
  for (const ByteBuffer& record : kept_records_) definitions_.add(kDefinitionRecord, record.data(), record.size());
  needs_all_strings_.store(true, std::memory_order_release);
}

void Spool::let_go() {
  const std::lock_guard lock(mutex_);
  if (is_closed_) map_zeros_over(memory_.data(), memory_.size());
}

void Spool::drop_offer() {
  if (offered_ != nullptr) offered_->owner.close(true);
  offered_.reset();
  has_offer_ = false;
}

}  // namespace otel_native
