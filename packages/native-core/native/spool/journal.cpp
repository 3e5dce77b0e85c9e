#include "spool/journal.hpp"

#include <algorithm>
#include <cstring>

#include "spool/checksum.hpp"

namespace otel_native {
namespace {

/// For a pad the checksum covers only the header.
std::uint32_t checksum_of(JournalEntry entry, const std::uint8_t* content) {
  entry.checksum = 0;
  const std::uint32_t head = checksum(reinterpret_cast<const std::uint8_t*>(&entry), sizeof(entry));
  return entry.kind == kJournalPad ? head : checksum(content, entry.size, head);
}

}  // namespace

Journal::Journal(JournalControl& control, std::uint8_t* area, std::size_t bytes)
    : control_(control), area_(area), bytes_(bytes), end_(control.end.load(std::memory_order_acquire)) {}

std::uint64_t Journal::footprint(std::uint64_t size) {
  return sizeof(JournalEntry) + (size + kJournalAlignment - 1) / kJournalAlignment * kJournalAlignment;
}

bool Journal::restore() {
  const std::uint64_t begin = control_.begin.load(std::memory_order_acquire);
  const std::uint64_t end = control_.end.load(std::memory_order_acquire);
  const std::uint64_t acknowledged = control_.acknowledged.load(std::memory_order_acquire);
  entries_.clear();
  read_ = 0;
  // A journal that starts again moves `begin` first: it is empty in between.
  const bool makes_sense = begin <= end && end - begin <= bytes_ && begin % kJournalAlignment == 0;
  std::uint64_t at = makes_sense ? begin : std::max(begin, end) / bytes_ * bytes_ + bytes_;
  if (begin > end) control_.begin.store(at, std::memory_order_release);
  while (makes_sense && at < end) {
    JournalEntry entry;
    if (!read_entry(at, end, entry)) break;
    if (entry.kind == kJournalRecords) {
      const Entry found{at, entry.size, entry.read_ticket, 0};
      if (found.records_end() > acknowledged) entries_.push_back(found);
    }
    at += footprint(entry.size);
  }
  const bool whole = begin > end || (makes_sense && at == end);
  end_ = at;
  if (!makes_sense) {
    control_.acknowledged.store(at, std::memory_order_release);
    control_.begin.store(at, std::memory_order_release);
  }
  control_.end.store(at, std::memory_order_release);
  return whole;
}

bool Journal::last_read_ticket(std::uint32_t& ticket) const {
  if (entries_.empty()) return false;
  ticket = entries_.back().read_ticket;
  return true;
}

bool Journal::read_entry(std::uint64_t position, std::uint64_t end, JournalEntry& entry) const {
  std::memcpy(&entry, place(position), sizeof(entry));
  if (entry.kind != kJournalRecords && entry.kind != kJournalPad) return false;
  if (entry.position != position || entry.size > bytes_) return false;
  const std::uint64_t taken = footprint(entry.size);
  if (taken > end - position || taken > to_area_end(position)) return false;
  return entry.checksum == checksum_of(entry, place(position) + sizeof(entry));
}

std::uint8_t* Journal::reserve(std::size_t size) {
  if (size > UINT32_MAX || footprint(size) > bytes_) return nullptr;
  if (entries_.empty() && end_ % bytes_ != 0) begin_anew();
  const std::uint64_t needed = footprint(size);
  const std::uint64_t to_end = to_area_end(end_);
  const std::uint64_t pad = needed > to_end ? to_end : 0;
  if (pad + needed > bytes_ - (end_ - begin())) return nullptr;
  reserved_at_ = end_ + pad;
  reserved_size_ = static_cast<std::uint32_t>(size);
  return place(reserved_at_) + sizeof(JournalEntry);
}

void Journal::commit(std::uint32_t read_ticket, std::uint32_t items) {
  if (reserved_at_ != end_) {
    const std::uint64_t pad = reserved_at_ - end_;
    write_entry(end_, kJournalPad, static_cast<std::uint32_t>(pad - sizeof(JournalEntry)), read_ticket);
  }
  write_entry(reserved_at_, kJournalRecords, reserved_size_, read_ticket);
  entries_.push_back({reserved_at_, reserved_size_, read_ticket, items});
  end_ = reserved_at_ + footprint(reserved_size_);
  control_.end.store(end_, std::memory_order_release);
}

void Journal::write_entry(std::uint64_t position, std::uint32_t kind, std::uint32_t size, std::uint32_t read_ticket) {
  JournalEntry entry{kind, size, position, read_ticket, 0, 0};
  entry.checksum = checksum_of(entry, place(position) + sizeof(entry));
  std::memcpy(place(position), &entry, sizeof(entry));
}

bool Journal::next(Chunk& chunk) {
  if (read_ == entries_.size()) return false;
  const Entry& entry = entries_[read_++];
  // Only the first entry of a restored journal may be partly acknowledged.
  const std::uint64_t acknowledged = control_.acknowledged.load(std::memory_order_relaxed);
  chunk.position = std::clamp(acknowledged, entry.records(), entry.records_end());
  chunk.data = place(entry.records()) + (chunk.position - entry.records());
  chunk.size = entry.records_end() - chunk.position;
  return true;
}

bool Journal::last_is_intact() const {
  const Entry& last = entries_[read_ - 1];
  JournalEntry entry;
  return read_entry(last.start, last.start + footprint(last.size), entry) && entry.size == last.size;
}

void Journal::acknowledge(std::uint64_t position) {
  if (position <= control_.acknowledged.load(std::memory_order_relaxed)) return;
  control_.acknowledged.store(position, std::memory_order_release);
  while (read_ > 0 && !entries_.empty() && entries_.front().records_end() <= position) {
    entries_.pop_front();
    --read_;
  }
  control_.begin.store(begin(), std::memory_order_release);
}

std::uint64_t Journal::unread_items() const {
  std::uint64_t items = 0;
  for (std::size_t i = read_; i < entries_.size(); ++i) items += entries_[i].items;
  return items;
}

void Journal::lose_all() {
  entries_.clear();
  read_ = 0;
  begin_anew();
}

std::uint64_t Journal::copy(std::uint64_t from, std::size_t max_bytes, std::uint8_t* to) const {
  if (from < begin()) from = begin();
  const std::uint64_t bytes = std::min({end_ - from, to_area_end(from), std::uint64_t{max_bytes}});
  std::memcpy(to + from % bytes_, place(from), bytes);
  return from + bytes;
}

/// Starts again at the beginning of the area. A mostly empty journal then touches little memory, and an empty one has
/// all its room in one piece. A crash in between finds an empty journal after each store.
void Journal::begin_anew() {
  end_ = end_ / bytes_ * bytes_ + bytes_;
  control_.acknowledged.store(end_, std::memory_order_release);
  control_.begin.store(end_, std::memory_order_release);
  control_.end.store(end_, std::memory_order_release);
}

}  // namespace otel_native
