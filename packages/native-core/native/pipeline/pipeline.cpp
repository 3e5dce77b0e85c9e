#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace otel_native {
namespace {

/// A batch is never so large that the queue could hold only a few.
std::size_t max_batch_bytes(const PipelineOptions& options) {
  return std::min(options.max_export_batch_bytes, options.max_queue_bytes / 8);
}

/// How soon records are looked at again that wait in a spool for the exporter. What the queue holds meanwhile takes an
/// exporter longer.
constexpr std::chrono::milliseconds kSpoolPoll{100};

}  // namespace

Pipeline::Pipeline(std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter,
                   const PipelineOptions& options, LossListener listener)
    : Pipeline(nullptr, ring, ring_bytes, exporter, options, std::move(listener)) {}

Pipeline::Pipeline(std::shared_ptr<Spool> spool, otel_native_exporter* exporter, const PipelineOptions& options,
                   LossListener listener)
    : Pipeline(spool, spool->ring(), spool->ring_bytes(), exporter, options, std::move(listener)) {}

Pipeline::Pipeline(std::shared_ptr<Spool> spool, std::uint8_t* ring, std::size_t ring_bytes,
                   otel_native_exporter* exporter, const PipelineOptions& options, LossListener listener)
    : spool_(std::move(spool)),
      budget_(options.max_queue_bytes),
      source_(ring, ring_bytes, budget_, spool_.get()),
      queue_(exporter, {options.export_timeout, options.max_queue_size, options.max_queue_bytes, options.ends_exporter},
             budget_, counters_, std::move(listener), spool_.get()),
      drainer_({options.max_export_batch_size, max_batch_bytes(options), options.max_queue_bytes}, source_, queue_,
               counters_, spool_.get()),
      scheduled_delay_(options.scheduled_delay),
      exit_timeout_(options.exit_timeout),
      next_tick_(after(Clock::now(), options.scheduled_delay)) {}

void Pipeline::flush(FlushDone done) { add_flush(std::move(done), false); }

void Pipeline::close(TimePoint deadline, FlushDone done) {
  queue_.close_at(deadline);
  {
    const std::lock_guard lock(mutex_);
    close_deadline_ = std::min(close_deadline_, deadline);
  }
  if (spool_ == nullptr) return add_flush(std::move(done), true);
  FlushDone close_then_tell = [spool = spool_, done = std::move(done)](const FlushOutcome& outcome) {
    spool->close();
    done(outcome);
  };
  add_flush(std::move(close_then_tell), true);
}

void Pipeline::add_flush(FlushDone done, bool close) {
  const std::lock_guard lock(mutex_);
  flushes_.push_back({std::move(done), counters_.lost()});
  closing_ = closing_ || close;
}

void Pipeline::abandon() {
  // First: an answer that comes from now on may be that of an exporter which was shut down.
  spool_->hold();
  queue_.close_at(Clock::now());
  const std::lock_guard lock(mutex_);
  close_deadline_ = {};
}

TimePoint Pipeline::drain(TimePoint now) {
  if (spool_ != nullptr) return drain_spooled(now);
  std::vector<Flush> flushes;
  bool closing;
  {
    const std::lock_guard lock(mutex_);
    flushes.swap(flushes_);
    closing = closing_;
  }
  const bool tick = now >= next_tick_;
  const bool wanted = drain_wanted_.exchange(false, std::memory_order_acquire);
  if (wanted || tick || !flushes.empty()) drainer_.drain();
  if (tick || !flushes.empty()) drainer_.cut_batch();
  if (tick) next_tick_ = after(now, scheduled_delay_);
  if (closing) drainer_.cut_last_batch();
  for (Flush& flush : flushes) queue_.push_flush(std::move(flush.done), flush.lost_before);
  if (closing) queue_.finish();
  return std::min(next_tick_, queue_.supervise(now));
}

/// As above, but that records may have to wait in the spool, and then flushes with them.
TimePoint Pipeline::drain_spooled(TimePoint now) {
  std::vector<Flush> flushes;
  bool closing;
  TimePoint deadline;
  {
    const std::lock_guard lock(mutex_);
    flushes.swap(flushes_);
    closing = closing_;
    deadline = close_deadline_;
  }
  const bool tick = now >= next_tick_;
  const bool wanted = drain_wanted_.exchange(false, std::memory_order_acquire);
  if ((wanted || tick || !flushes.empty() || records_wait_) && !spool_->held()) {
    records_wait_ = !drainer_.drain_spooled(!closing);
  }
  if (records_wait_ && now >= deadline) spool_->hold();
  const bool waits = records_wait_ && !spool_->held();
  if (tick || (!flushes.empty() && !waits)) drainer_.cut_batch();
  if (tick) next_tick_ = after(now, scheduled_delay_);
  if (closing && !waits) drainer_.cut_last_batch();
  if (waits) {
    const std::lock_guard lock(mutex_);
    flushes_.insert(flushes_.begin(), std::make_move_iterator(flushes.begin()), std::make_move_iterator(flushes.end()));
  } else {
    for (Flush& flush : flushes) queue_.push_flush(std::move(flush.done), flush.lost_before);
    if (closing) queue_.finish();
  }
  const TimePoint next_turn = std::min(next_tick_, queue_.supervise(now));
  return waits ? std::min(next_turn, after(now, kSpoolPoll)) : next_turn;
}

}  // namespace otel_native
