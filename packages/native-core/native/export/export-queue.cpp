#include "export/export-queue.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace otel_native {
namespace {

/// How far an exporter may exceed its timeout before the queue cancels the attempt. An exporter has its own timer,
/// whose message says more; a JavaScript sink has none.
constexpr std::chrono::milliseconds kOverrun{100};

/// Failed attempts of one request before others take their turn.
constexpr std::uint32_t kFailuresInARow = 3;

std::uint64_t nanos(Duration duration) {
  const auto count = std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
  return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

}  // namespace

ExportQueue::ExportQueue(otel_native_exporter* exporter, Limits limits, MemoryBudget& budget, Counters& counters,
                         LossListener listener, Spool* spool, Wake wake)
    : exporter_(exporter),
      limits_([&] {
        limits.max_in_flight = std::max(1u, std::min(limits.max_in_flight, exporter->max_in_flight));
        return limits;
      }()),
      budget_(budget),
      counters_(counters),
      spool_(spool),
      listener_(std::move(listener)),
      wake_(wake),
      lanes_(limits_.max_in_flight) {}

void ExportQueue::give_up_when_unreachable() {
  const std::lock_guard lock(mutex_);
  give_up_when_unreachable_ = true;
  hurry();
}

void ExportQueue::close_at(TimePoint deadline) {
  const std::lock_guard lock(mutex_);
  deadline_ = std::min(deadline_, deadline);
}

std::uint64_t ExportQueue::queued_bytes() {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::string ExportQueue::last_error() {
  const std::lock_guard lock(mutex_);
  return last_error_;
}

bool ExportQueue::is_half_full() {
  const std::lock_guard lock(mutex_);
  return item_count_ > limits_.max_items / 2 || bytes_ > limits_.max_bytes / 2;
}

std::uint64_t ExportQueue::room() {
  if (limits_.max_items == std::numeric_limits<std::uint64_t>::max()) return limits_.max_items;
  const std::lock_guard lock(mutex_);
  const std::uint64_t waiting = waiting_items();
  return waiting < limits_.max_items ? limits_.max_items - waiting : 0;
}

/// Requires mutex_. Counts the items behind the first request, which the exporter is working on.
std::uint64_t ExportQueue::waiting_items() const {
  const auto first = std::find_if(entries_.begin(), entries_.end(), [](const ExportEntry& entry) {
    return !entry.is_flush() && entry.state != EntryState::kSettled;
  });
  return first == entries_.end() ? 0 : item_count_ - first->item_count;
}

/// Requires mutex_.
bool ExportQueue::is_full_for(std::uint32_t item_count, std::size_t bytes) const {
  if (item_count_ == 0) return false;
  return waiting_items() + item_count > limits_.max_items || bytes_ + bytes > limits_.max_bytes ||
         !budget_.process_has_room_for_request(bytes);
}

void ExportQueue::push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end) {
  if (request.size() > limits_.max_request_bytes && push_halves(request, item_count, spool_end)) return;
  const std::lock_guard lock(mutex_);
  if (is_shutting_down_) {
    give_up(item_count);
    return;
  }
  // The limit applies to waiting requests. Newer records may hold more of the budget, but must not push out older ones.
  if (spool_ == nullptr && is_full_for(item_count, request.size())) {
    Counters::add(counters_.queue_full, item_count);
    tell(LossCause::kQueueFull, item_count, last_error_);
    return;
  }
  budget_.take_request(request.size());
  item_count_ += item_count;
  bytes_ += request.size();
  ExportEntry& entry = entries_.emplace_back();
  entry.request = std::move(request);
  entry.item_count = item_count;
  entry.spool_end = spool_end;
  entry.queue = this;
}

bool ExportQueue::push_halves(const ByteBuffer& request, std::uint32_t item_count, std::uint64_t spool_end) {
  if (item_count < 2) return false;
  std::optional<SplitRequest> halves = split_request(limits_.signal, {request.data(), request.size()}, SplitBy::kBytes);
  if (!halves || halves->first.item_count + halves->second.item_count != item_count) return false;
  push(std::move(halves->first.request), halves->first.item_count, 0);
  push(std::move(halves->second.request), halves->second.item_count, spool_end);
  return true;
}

void ExportQueue::drop_large_item(const std::string& description) {
  const std::lock_guard lock(mutex_);
  Counters::add(counters_.too_large, 1);
  tell(LossCause::kTooLarge, 1, description + ", above the limit for one item");
}

void ExportQueue::push_flush(FlushDone done, std::uint64_t lost_before) {
  const std::lock_guard lock(mutex_);
  ExportEntry& entry = entries_.emplace_back();
  entry.flush_done = std::move(done);
  entry.lost_before = lost_before;
  hurry();
}

/// Requires mutex_. Skips the pause before the next attempt. Attempts in flight may have started too early, so each of
/// them is followed by another one if it fails.
void ExportQueue::hurry() {
  retry_at_ = {};
  for (ExportEntry& entry : entries_) {
    if (entry.state == EntryState::kInFlight || entry.state == EntryState::kAnswered) entry.hurried = true;
  }
}

void ExportQueue::finish() {
  const std::lock_guard lock(mutex_);
  finished_ = true;
}

TimePoint ExportQueue::step(TimePoint now) {
  std::unique_lock lock(mutex_);
  if (is_shutting_down_) return kNever;
  settle_answers(now);
  if (now >= deadline_) drop_waiting();
  cancel_overdue(lock, now);
  submit_waiting(lock, now);
  settle_answers(now);  // some exporters answer within submit
  answer_flushes(lock);
  if (entries_.empty() && finished_) {
    shut_down(lock);
    return kNever;
  }
  return next_step(now);
}

/// Requires mutex_. Lower ranks go first. The failures of one request may be due to that request alone: a receiver
/// that answers 503 to it, or not at all, still accepts the others.
std::uint32_t ExportQueue::rank_of(const ExportEntry& entry) const {
  if (steps_aside(entry)) return std::numeric_limits<std::uint32_t>::max();
  return limits_.max_in_flight > 1 ? entry.failures / kFailuresInARow : 0;
}

/// Requires mutex_. Returns the first request of the lowest rank that can be sent.
ExportQueue::Entries::iterator ExportQueue::next_waiting() {
  auto next = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->is_flush() || entry->state != EntryState::kWaiting || waits_for_other_half(*entry)) continue;
    const std::uint32_t rank = rank_of(*entry);
    if (rank == 0) return entry;
    if (next == entries_.end() || rank < rank_of(*next)) next = entry;
  }
  return next;
}

void ExportQueue::submit_waiting(std::unique_lock<std::mutex>& lock, TimePoint now) {
  // An answer that has come meanwhile is taken first: it may be a failure.
  while (now >= retry_at_ && in_flight_ < lanes_ && unsettled_ == 0) {
    const auto entry = next_waiting();
    if (entry == entries_.end()) return;
    if (!split_suspect(entry)) submit(lock, *entry, now);
  }
}

void ExportQueue::submit(std::unique_lock<std::mutex>& lock, ExportEntry& entry, TimePoint now) {
  const otel_native_batch batch{sizeof(otel_native_batch), limits_.signal,
                                entry.request.data(),      entry.request.size(),
                                entry.item_count,          entry.is_suspect || entry.lost_answers > 0 ? 1u : 0u};
  const Duration timeout = std::min(limits_.export_timeout, deadline_ - now);
  entry.state = EntryState::kInFlight;
  entry.answer = {};
  entry.hurried = false;
  entry.is_interrupted = false;
  entry.cancel_at = std::min(deadline_, after(now, timeout + kOverrun));
  ++in_flight_;
  lock.unlock();
  exporter_->submit(exporter_.get(), &batch, nanos(timeout), &entry, take_answer);
  lock.lock();
}

/// Only the drain thread removes entries, so a token stays valid without the lock.
void ExportQueue::cancel_overdue(std::unique_lock<std::mutex>& lock, TimePoint now) {
  const TimePoint latest = now >= deadline_ ? kNever : now;
  std::vector<ExportEntry*> overdue;
  for (ExportEntry& entry : entries_) {
    if (entry.state != EntryState::kInFlight || entry.cancel_at > latest || entry.cancel_at == kNever) continue;
    entry.cancel_at = kNever;
    entry.is_interrupted = now >= deadline_;
    overdue.push_back(&entry);
  }
  if (overdue.empty()) return;
  lock.unlock();
  for (ExportEntry* entry : overdue) exporter_->cancel(exporter_.get(), entry);
  lock.lock();
}

void ExportQueue::take_answer(void* token, const otel_native_result* result) {
  auto& entry = *static_cast<ExportEntry*>(token);
  ExportQueue& queue = *entry.queue;
  const Wake wake = queue.wake_;
  {
    const std::lock_guard lock(queue.mutex_);
    std::memcpy(&entry.answer, result, std::min<std::size_t>(result->struct_size, sizeof(entry.answer)));
    entry.answer.message[OTEL_NATIVE_MESSAGE_BYTES - 1] = '\0';
    entry.state = EntryState::kAnswered;
    --queue.in_flight_;
    ++queue.unsettled_;
  }
  // From here on the queue may be gone.
  wake();
}

void ExportQueue::answer_flushes(std::unique_lock<std::mutex>& lock) {
  for (pop_settled(); !entries_.empty() && entries_.front().is_flush(); pop_settled()) {
    const ExportEntry flush = std::move(entries_.front());
    entries_.pop_front();
    FlushOutcome outcome;
    outcome.lost_items = counters_.lost() - flush.lost_before;
    if (outcome.lost_items > 0) outcome.message = last_error_;
    lock.unlock();
    flush.flush_done(outcome);
    lock.lock();
  }
}

/// Requires mutex_.
TimePoint ExportQueue::next_step(TimePoint now) {
  if (unsettled_ > 0) return now;
  TimePoint next = now < deadline_ ? deadline_ : kNever;
  for (const ExportEntry& entry : entries_) {
    if (entry.state == EntryState::kInFlight) next = std::min(next, entry.cancel_at);
  }
  // Another thread may have set the deadline meanwhile.
  const bool may_submit = in_flight_ < lanes_ && next_waiting() != entries_.end();
  return may_submit ? std::min(next, std::max(now, retry_at_)) : next;
}

void ExportQueue::shut_down(std::unique_lock<std::mutex>& lock) {
  is_shutting_down_ = true;
  lock.unlock();
  if (limits_.ends_exporter) {
    exporter_->shutdown(exporter_.get(), this, take_shutdown);
  } else {
    closed_.store(true, std::memory_order_release);
  }
  lock.lock();
}

void ExportQueue::take_shutdown(void* token, const otel_native_result*) {
  auto& queue = *static_cast<ExportQueue*>(token);
  const Wake wake = queue.wake_;
  queue.closed_.store(true, std::memory_order_release);
  // From here on the queue may be gone.
  wake();
}

}  // namespace otel_native
