// How an `ExportQueue` finds the one item that keeps a request from its receiver. Everything here runs on the drain
// thread and requires mutex_.
//
// Too large: the receiver refuses the request for its size. Both halves are sent in its place, down to single items.
// The same bytes are never sent again.
//
// Poisonous: each new connection breaks without an answer after the request was sent. That looks like an outage, so
// - a request is halved after three losses in a row; a half of such a request after its first loss, as soon as the
//   receiver has accepted another request since the loss before;
// - the first half goes alone. When the receiver accepts it before the second one was sent, the second one is halved
//   without being sent, because it must have the item. Both of its halves are then sent: after an outage, in which no
//   item is poisonous, this costs one request and not one for each halving;
// - an item alone is dropped only if the receiver accepted another request between its last two losses. Until then
//   other requests go first.
#include <iterator>
#include <utility>

#include "export/export-queue.hpp"
#include "export/item-description.hpp"
#include "export/split-request.hpp"

namespace otel_native {
namespace {

constexpr std::uint32_t kLossesOfPoison = 3;

ByteSpan bytes_of(const ExportEntry& entry) { return {entry.request.data(), entry.request.size()}; }

}  // namespace

/// Whether the receiver has accepted a request since this one was last lost, as itself or as a part of another.
bool ExportQueue::accepts_others(const ExportEntry& entry) const {
  return (entry.is_suspect || entry.lost_answers > 0) && Counters::read(counters_.batches) > entry.batches_at_loss;
}

/// Whether other requests go first: sending this one again would prove nothing yet.
bool ExportQueue::steps_aside(const ExportEntry& entry) const {
  const bool is_suspicious = entry.lost_answers >= kLossesOfPoison || (entry.is_suspect && entry.lost_answers > 0);
  return is_suspicious && !accepts_others(entry);
}

/// Handles a request whose answer was lost. Returns true if the next attempt follows without a pause.
bool ExportQueue::isolate(Entries::iterator entry) {
  const bool others_arrive = accepts_others(*entry);
  ++entry->lost_answers;
  entry->batches_at_loss = Counters::read(counters_.batches);
  const bool is_poisonous = entry->lost_answers >= kLossesOfPoison || (entry->is_suspect && others_arrive);
  if (!is_poisonous) return entry->is_suspect && has_untried_half();
  if (entry->item_count > 1) return split(entry, SplitBy::kFewerFirst);
  if (!others_arrive) return false;
  drop_item(*entry, counters_.rejected, LossCause::kPoisonous);
  return true;
}

bool ExportQueue::has_untried_half() const {
  for (const ExportEntry& entry : entries_) {
    if (entry.is_suspect && entry.lost_answers == 0 && entry.state != EntryState::kSettled) return true;
  }
  return false;
}

/// Splits a request before it is sent again, if another one was accepted after it was lost.
bool ExportQueue::split_suspect(Entries::iterator entry) {
  return entry->is_suspect && entry->lost_answers > 0 && accepts_others(*entry) && split(entry, SplitBy::kFewerFirst);
}

/// Whether the answer to the first half may spare this one an attempt. Waits for its first attempt only.
bool ExportQueue::waits_for_other_half(const ExportEntry& entry) const {
  if (entry.pair == 0 || entry.failures > 0) return false;
  for (const ExportEntry& other : entries_) {
    if (&other == &entry) return false;  // the first half itself, or a second one whose first half is gone
    if (other.pair == entry.pair) return other.failures == 0 && other.state != EntryState::kSettled;
  }
  return false;
}

/// Called when a request was accepted. Splits the other half of the same suspect if that was never sent.
void ExportQueue::split_other_half(const ExportEntry& accepted) {
  if (accepted.pair == 0) return;
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    const bool is_other = entry->pair == accepted.pair && &*entry != &accepted;
    if (!is_other || entry->state != EntryState::kWaiting || entry->failures > 0) continue;
    split(entry, SplitBy::kItems);
    return;
  }
}

/// Puts two halves in the place of a request. Returns false if it cannot be split.
bool ExportQueue::split(Entries::iterator entry, SplitBy by) {
  std::optional<SplitRequest> halves = split_request(limits_.signal, bytes_of(*entry), by);
  if (!halves || halves->first.item_count + halves->second.item_count != entry->item_count) return false;
  bytes_ -= entry->request.size();
  budget_.give_back_request(entry->request.size());
  ExportEntry& second = *entries_.emplace(std::next(entry));
  second.queue = this;
  // The first half ends in the middle of what the spool acknowledges.
  second.spool_end = std::exchange(entry->spool_end, 0);
  second.is_suspect = entry->is_suspect = entry->is_suspect || by != SplitBy::kBytes;
  second.pair = entry->pair = by == SplitBy::kFewerFirst ? ++pairs_ : 0;
  become_half(*entry, std::move(halves->first));
  become_half(second, std::move(halves->second));
  return true;
}

void ExportQueue::become_half(ExportEntry& entry, SplitRequest::Half half) {
  entry.request = std::move(half.request);
  entry.item_count = half.item_count;
  entry.state = EntryState::kWaiting;
  entry.failures = 0;
  entry.lost_answers = 0;
  entry.batches_at_loss = Counters::read(counters_.batches);
  bytes_ += entry.request.size();
  budget_.take_request(entry.request.size());
}

void ExportQueue::drop_item(ExportEntry& entry, Counters::Count& count, LossCause cause) {
  Counters::add(count, 1);
  tell(cause, 1, describe_item(limits_.signal, bytes_of(entry)) + ": " + last_error_);
  finish_request(entry);
}

}  // namespace otel_native
