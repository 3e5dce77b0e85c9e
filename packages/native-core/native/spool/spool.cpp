#include "spool/spool.hpp"

#include <cstring>
#include <utility>

#include "platform/file.hpp"
#include "record/item-count.hpp"

namespace otel_native {
namespace {

constexpr std::chrono::minutes kTouchInterval{1};

}  // namespace

Spool::Spool(SpoolMemory memory, Owner owner)
    : memory_(memory),
      owner_(std::move(owner)),
      guard_(memory.data(), memory.size()),
      journal_(memory.control().journal, memory.journal(), memory.journal_bytes()),
      definitions_(memory.control().definitions_end, memory.definitions(), kDefinitionsBytes) {}

Spool::~Spool() {
  drop_offer();
  // A spool that was not closed has not delivered everything.
  if (!is_closed_) owner_.close(false);
}

bool Spool::restore(bool trusts_ring) {
  const std::lock_guard lock(mutex_);
  RingReader ring(memory_.ring(), memory_.ring_bytes());
  const bool whole = journal_.restore();
  if (!trusts_ring) {
    ring.drop_all();
    return false;
  }
  // The process may have died after the records reached the journal and before the ring's ticket was updated.
  std::uint32_t read_ticket;
  if (journal_.last_read_ticket(read_ticket)) ring.skip_to(read_ticket);
  return whole && !content_is_lost();
}

Spool::Moved Spool::take_ring(RingReader& ring) {
  const std::lock_guard lock(mutex_);
  if (content_is_lost()) return blocked();
  RingReader::Published published;
  if (!ring.published(published)) {
    is_damaged_ = true;
    return blocked();
  }
  if (published.size() == 0) return Moved::kMoved;
  std::uint8_t* to = journal_.reserve(published.size());
  if (to == nullptr) return Moved::kNoRoom;
  ring.copy(published, to);
  const std::uint32_t items = count_items(to, published.size());
  // The file may be truncated at any moment up to here, which makes the copy worthless.
  if (content_is_lost()) return blocked();
  // Keep this order: records may be in both places for a moment, but never in neither.
  journal_.commit(published.write, items);
  ring.release(published);
  moved_items_ += items;
  touch();
  return Moved::kMoved;
}

bool Spool::append(const std::uint8_t* record, std::size_t size, const RingReader& ring) {
  const std::lock_guard lock(mutex_);
  std::uint8_t* to = content_is_lost() ? nullptr : journal_.reserve(size);
  if (to == nullptr) return false;
  std::memcpy(to, record, size);
  const std::uint32_t items = count_items(record, size);
  journal_.commit(ring.read_ticket(), items);
  moved_items_ += items;
  touch();
  return true;
}

/// Not every system updates the time of a file when its mapping is written.
void Spool::touch() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_touch_) return;
  next_touch_ = now + kTouchInterval;
  owner_.touch();
}

bool Spool::save_record(const std::uint8_t* record, std::size_t size) {
  const std::lock_guard lock(mutex_);
  if (!keep_record(record, size)) return false;
  // A lost record is saved with all others once there is another file.
  return content_is_lost() || definitions_.add(kDefinitionRecord, record, size);
}

bool Spool::keep_record(const std::uint8_t* record, std::size_t size) {
  if (size > kMaxDefinedRecordBytes - kept_bytes_) return false;
  kept_bytes_ += size;
  kept_records_.emplace_back().append(record, size);
  return true;
}

bool Spool::save_strings(std::uint32_t first_id, const std::vector<std::string_view>& strings) {
  ByteBuffer content;
  content.append(&first_id, sizeof(first_id));
  for (const std::string_view text : strings) {
    const auto size = static_cast<std::uint32_t>(text.size());
    content.append(&size, sizeof(size));
    content.append(text.data(), text.size());
  }
  const std::lock_guard lock(mutex_);
  return !content_is_lost() && definitions_.add(kDefinitionStrings, content.data(), content.size());
}

bool Spool::next(ByteBuffer& out, std::uint64_t& position) {
  const std::lock_guard lock(mutex_);
  Journal::Chunk chunk;
  if (content_is_lost() || !journal_.next(chunk)) return false;
  out.clear();
  out.append(chunk.data, chunk.size);
  if (is_last_read_intact()) {
    position = chunk.position;
    return true;
  }
  is_damaged_ = true;
  journal_.put_back();
  out.clear();
  return false;
}

/// Only missing pages raise a signal. A file that is cut in the middle of a page reads as zeros up to the page's end.
/// Checking after the copy is enough: content that is cut off does not come back.
bool Spool::is_last_read_intact() const {
  if (owner_.fate() == SpoolFate::kCut && !journal_.last_is_intact()) return false;
  return !content_is_lost();
}

bool Spool::is_ruined() {
  const std::lock_guard lock(mutex_);
  return !owner_.replace && fate_locked() == SpoolFate::kCut;
}

void Spool::acknowledge(std::uint64_t position) {
  if (held()) return;
  const std::lock_guard lock(mutex_);
  if (!is_closed_) journal_.acknowledge(position);
}

void Spool::close() {
  const std::lock_guard lock(mutex_);
  if (is_closed_) return;
  survived_ = fate_locked() == SpoolFate::kThere;
  is_closed_ = true;
  drop_offer();
  owner_.close(!held());
}

}  // namespace otel_native
