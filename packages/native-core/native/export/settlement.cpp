// How an `ExportQueue` counts the answers of its exporter. Everything here runs on the drain thread and requires
// mutex_.
#include <algorithm>
#include <limits>

#include "export/export-queue.hpp"

namespace otel_native {

void ExportQueue::settle_answers(TimePoint now) {
  for (auto entry = entries_.begin(); entry != entries_.end() && unsettled_ > 0; ++entry) {
    if (entry->state != EntryState::kAnswered) continue;
    --unsettled_;
    settle(entry, now);
  }
}

void ExportQueue::settle(Entries::iterator entry, TimePoint now) {
  const otel_native_result& answer = entry->answer;
  if (answer.message[0] != '\0') last_error_ = answer.message;
  if (answer.status == OTEL_NATIVE_EXPORT_RETRY) return settle_failure(entry, now);
  // Nobody has refused it: there was no time for an answer.
  if (entry->is_interrupted && answer.status == OTEL_NATIVE_EXPORT_FAILED) return settle_interruption(*entry);
  // The receiver answered, whatever it said.
  lanes_ = limits_.max_in_flight;
  if (const auto seconds = outage_.ends(now)) tell(LossCause::kRecovered, *seconds, "");
  if (answer.status == OTEL_NATIVE_EXPORT_OK) return settle_ok(*entry);
  if (answer.status == OTEL_NATIVE_EXPORT_TOO_LARGE) return settle_too_large(entry);
  settle_refusal(*entry);
}

void ExportQueue::settle_ok(ExportEntry& entry) {
  const std::uint32_t rejected = std::min(entry.answer.rejected_items, entry.item_count);
  Counters::add(counters_.rejected, rejected);
  Counters::add(counters_.exported, entry.item_count - rejected);
  Counters::add(counters_.batches, 1);
  Counters::add(counters_.exported_bytes, entry.request.size());
  if (rejected > 0) {
    tell(LossCause::kRejected, rejected, last_error_);
  } else if (entry.answer.message[0] != '\0') {
    tell(LossCause::kNothing, 0, last_error_);
  }
  finish_request(entry);
  split_other_half(entry);
}

void ExportQueue::settle_too_large(Entries::iterator entry) {
  if (split(entry, SplitBy::kBytes)) return;
  if (entry->item_count == 1) return drop_item(*entry, counters_.too_large, LossCause::kTooLarge);
  settle_refusal(*entry);
}

/// FAILED, and TOO_LARGE if the request cannot be split: the same bytes are not sent again.
void ExportQueue::settle_refusal(ExportEntry& entry) {
  Counters::add(counters_.export_failed, entry.item_count);
  tell(LossCause::kExportFailed, entry.item_count, last_error_);
  finish_request(entry);
}

/// FAILED because the end of the queue cancelled it.
void ExportQueue::settle_interruption(ExportEntry& entry) {
  give_up(entry.item_count);
  finish_request(entry);
}

/// RETRY: the request waits for its next attempt, at its old place. `answer.lost_unanswered` tells whether the receiver
/// had the request when the connection broke.
void ExportQueue::settle_failure(Entries::iterator entry, TimePoint now) {
  const otel_native_result& answer = entry->answer;
  lanes_ = 1;
  if (answer.unreachable != 0 && give_up_when_unreachable_) {
    give_up(entry->item_count);
    finish_request(*entry);
    // The other requests are as safe in the spool as this one, and trying them would only take time.
    if (spool_ != nullptr) drop_waiting();
    return;
  }
  entry->state = EntryState::kWaiting;
  ++entry->failures;
  Counters::add(counters_.retries, 1);
  if (answer.lost_unanswered == 0) entry->lost_answers = 0;
  if (answer.lost_unanswered != 0 && isolate(entry)) return;
  constexpr std::chrono::nanoseconds kLongestPause = std::chrono::hours(1);
  const std::chrono::nanoseconds pause(
      std::min<std::uint64_t>(answer.retry_after_ns, static_cast<std::uint64_t>(kLongestPause.count())));
  tell_outage(now, pause, entry->hurried);
  // Failures of one outage may ask for different pauses: the longest counts.
  if (!entry->hurried) retry_at_ = std::max(retry_at_, after(now, pause));
}

/// Reports a failed attempt. The next one follows after `pause`, unless someone asks for it earlier.
void ExportQueue::tell_outage(TimePoint now, Duration pause, bool hurried) {
  if (now >= deadline_) return;
  const bool begins = outage_.begins(now, pause);
  if (!hurried && Outage::is_told_alone(pause)) {
    tell(LossCause::kPaused, whole_seconds(pause), last_error_);
  } else if (begins) {
    tell(LossCause::kOutage, told_items(), last_error_);
  }
}

void ExportQueue::drop_waiting() {
  for (ExportEntry& entry : entries_) {
    if (entry.is_flush() || entry.state != EntryState::kWaiting) continue;
    give_up(entry.item_count);
    finish_request(entry);
  }
}

/// Gives up items that this process will not send; a spool may still keep them for a later process.
void ExportQueue::give_up(std::uint32_t item_count) {
  if (spool_ != nullptr) {
    acknowledge_settled();  // what was answered before must be acknowledged before
    spool_->hold();
  }
  if (spool_ == nullptr || !spool_->survives()) Counters::add(counters_.shutdown, item_count);
}

/// Frees the request. Its entry stays until it is at the front.
void ExportQueue::finish_request(ExportEntry& entry) {
  entry.state = EntryState::kSettled;
  item_count_ -= entry.item_count;
  bytes_ -= entry.request.size();
  budget_.give_back_request(entry.request.size());
  entry.request = {};
}

void ExportQueue::acknowledge_settled() {
  for (const ExportEntry& entry : entries_) {
    if (entry.is_flush()) continue;
    if (entry.state != EntryState::kSettled) return;
    if (entry.spool_end != 0) spool_->acknowledge(entry.spool_end);  // 0 for the first half of a request
  }
}

void ExportQueue::pop_settled() {
  if (spool_ != nullptr) acknowledge_settled();
  while (!entries_.empty() && entries_.front().state == EntryState::kSettled) entries_.pop_front();
}

void ExportQueue::tell(LossCause cause, std::uint32_t items, const std::string& message) const {
  if (listener_) listener_(cause, items, message);
}

std::uint32_t ExportQueue::told_items() const {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(item_count_, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace otel_native
