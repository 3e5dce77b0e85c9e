#include "export/export-queue.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace otel_native {
namespace {

/// How long an exporter may take to close its connections.
constexpr std::chrono::milliseconds kShutdownTimeout{100};

std::uint64_t nanos(Duration duration) {
  const auto count = std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
  return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

}  // namespace

ExportQueue::ExportQueue(otel_native_exporter* exporter, Limits limits, MemoryBudget& budget, Counters& counters,
                         LossListener listener, Spool* spool)
    : exporter_(exporter),
      limits_(limits),
      budget_(budget),
      counters_(counters),
      spool_(spool),
      listener_(std::move(listener)) {}

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
  const auto first = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return !entry.done; });
  return first == entries_.end() ? 0 : item_count_ - first->item_count;
}

/// Requires mutex_.
bool ExportQueue::is_full_for(std::uint32_t item_count, std::size_t bytes) const {
  if (item_count_ == 0) return false;
  return waiting_items() + item_count > limits_.max_items || bytes_ + bytes > limits_.max_bytes ||
         !budget_.process_has_room_for_request(bytes);
}

void ExportQueue::push(ByteBuffer request, std::uint32_t item_count, std::uint64_t spool_end) {
  const std::lock_guard lock(mutex_);
  if (closed_.load(std::memory_order_relaxed)) {
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
  entries_.push_back({std::move(request), item_count, {}, 0, spool_end});
}

void ExportQueue::push_flush(FlushDone done, std::uint64_t lost_before) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({{}, 0, std::move(done), lost_before, 0});
  hurry();
}

/// Requires mutex_. Skips the pause before the next attempt. If an attempt is running, it may have started too early,
/// so another one follows.
void ExportQueue::hurry() {
  retry_at_ = {};
  hurried_ = exporting_;
}

void ExportQueue::finish() {
  const std::lock_guard lock(mutex_);
  finished_ = true;
}

TimePoint ExportQueue::supervise(TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (closed_.load(std::memory_order_relaxed) || now < deadline_) return deadline_;
  if (exporting_) exporter_->interrupt(exporter_.get());
  return kNever;
}

TimePoint ExportQueue::step(TimePoint now) {
  std::unique_lock lock(mutex_);
  if (closed_.load(std::memory_order_relaxed)) return kNever;
  if (now >= deadline_) drop_all();
  if (entries_.empty()) {
    // After the deadline the drain thread acts next, and wakes this thread.
    if (!finished_) return now < deadline_ ? deadline_ : kNever;
    shut_down(lock);
    return kNever;
  }
  if (entries_.front().done) {
    answer_flush(lock);
    return now;
  }
  if (now < retry_at_) return std::min(retry_at_, deadline_);
  attempt(lock, now);
  return now;
}

void ExportQueue::attempt(std::unique_lock<std::mutex>& lock, TimePoint now) {
  const Entry& entry = entries_.front();  // a deque does not move it when others are added
  const otel_native_batch batch{sizeof(otel_native_batch), limits_.signal, entry.request.data(), entry.request.size(),
                                entry.item_count};
  const Duration timeout = std::min(limits_.export_timeout, deadline_ - now);
  exporting_ = true;
  hurried_ = false;
  lock.unlock();
  otel_native_result result{};
  result.struct_size = sizeof(result);
  exporter_->export_batch(exporter_.get(), &batch, nanos(timeout), &result);
  lock.lock();
  exporting_ = false;
  result.message[OTEL_NATIVE_MESSAGE_BYTES - 1] = '\0';
  settle(result, Clock::now());
}

void ExportQueue::settle(const otel_native_result& result, TimePoint now) {
  const Entry& entry = entries_.front();
  if (result.message[0] != '\0') last_error_ = result.message;
  if (result.status != OTEL_NATIVE_EXPORT_RETRY) {
    if (const auto seconds = outage_.ends(now)) tell(LossCause::kRecovered, *seconds, "");
  }
  if (result.status == OTEL_NATIVE_EXPORT_OK) {
    const std::uint32_t rejected = std::min(result.rejected_items, entry.item_count);
    Counters::add(counters_.rejected, rejected);
    Counters::add(counters_.exported, entry.item_count - rejected);
    Counters::add(counters_.batches, 1);
    Counters::add(counters_.exported_bytes, entry.request.size());
    if (rejected > 0) {
      tell(LossCause::kRejected, rejected, last_error_);
    } else if (result.message[0] != '\0') {
      tell(LossCause::kNothing, 0, last_error_);
    }
    pop_request();
  } else if (result.status != OTEL_NATIVE_EXPORT_RETRY) {
    Counters::add(counters_.export_failed, entry.item_count);
    tell(LossCause::kExportFailed, entry.item_count, last_error_);
    pop_request();
  } else if (result.unreachable != 0 && give_up_when_unreachable_) {
    give_up(entry.item_count);
    pop_request();
    // The other requests are as safe in the spool as this one, and trying them would only take time.
    if (spool_ != nullptr) drop_all();
  } else {
    Counters::add(counters_.retries, 1);
    const std::chrono::nanoseconds pause(std::min<std::uint64_t>(result.retry_after_ns, nanos(std::chrono::hours(1))));
    tell_outage(now, pause);
    if (hurried_) return;
    retry_at_ = after(now, pause);
  }
}

/// Reports a failed attempt. The next one follows after `pause`, unless someone asks for it earlier.
void ExportQueue::tell_outage(TimePoint now, Duration pause) {
  if (now >= deadline_) return;
  const bool begins = outage_.begins(now, pause);
  if (!hurried_ && Outage::is_told_alone(pause)) {
    tell(LossCause::kPaused, whole_seconds(pause), last_error_);
  } else if (begins) {
    tell(LossCause::kOutage, told_items(), last_error_);
  }
}

void ExportQueue::answer_flush(std::unique_lock<std::mutex>& lock) {
  const Entry entry = std::move(entries_.front());
  entries_.pop_front();
  FlushOutcome outcome;
  outcome.lost_items = counters_.lost() - entry.lost_before;
  if (outcome.lost_items > 0) outcome.message = last_error_;
  lock.unlock();
  entry.done(outcome);
  lock.lock();
}

void ExportQueue::drop_all() {
  std::deque<Entry> flushes;
  while (!entries_.empty()) {
    if (entries_.front().done) {
      flushes.push_back(std::move(entries_.front()));
      entries_.pop_front();
      continue;
    }
    give_up(entries_.front().item_count);
    pop_request();
  }
  entries_ = std::move(flushes);
}

/// Gives up items that this process will not send; a spool may still keep them for a later process.
void ExportQueue::give_up(std::uint32_t item_count) {
  if (spool_ != nullptr) spool_->hold();
  if (spool_ == nullptr || !spool_->survives()) Counters::add(counters_.shutdown, item_count);
}

void ExportQueue::tell(LossCause cause, std::uint32_t items, const std::string& message) const {
  if (listener_) listener_(cause, items, message);
}

std::uint32_t ExportQueue::told_items() const {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(item_count_, std::numeric_limits<std::uint32_t>::max()));
}

void ExportQueue::pop_request() {
  Entry& entry = entries_.front();
  if (spool_ != nullptr) spool_->acknowledge(entry.spool_end);
  item_count_ -= entry.item_count;
  bytes_ -= entry.request.size();
  budget_.give_back_request(entry.request.size());
  entries_.pop_front();
}

void ExportQueue::shut_down(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  if (limits_.ends_exporter) exporter_->shutdown(exporter_.get(), nanos(kShutdownTimeout));
  closed_.store(true, std::memory_order_release);
  lock.lock();
}

}  // namespace otel_native
