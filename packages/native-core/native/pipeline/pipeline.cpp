#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <utility>

namespace otel_native {
namespace {

/// A batch is never so large that the queue could hold only a few.
std::size_t max_batch_bytes(const PipelineOptions& options) {
  return std::min(options.max_export_batch_bytes, options.max_queue_bytes / 8);
}

}  // namespace

Pipeline::Pipeline(std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter,
                   const PipelineOptions& options, LossListener listener)
    : budget_(options.max_queue_bytes),
      source_(ring, ring_bytes, budget_),
      queue_(exporter, {options.export_timeout, options.max_queue_size, options.max_queue_bytes}, budget_, counters_,
             std::move(listener)),
      drainer_({options.max_export_batch_size, max_batch_bytes(options), options.max_queue_bytes}, source_, queue_,
               counters_),
      scheduled_delay_(options.scheduled_delay),
      exit_timeout_(options.exit_timeout),
      next_tick_(after(Clock::now(), options.scheduled_delay)) {}

void Pipeline::flush(FlushDone done) { add_flush(std::move(done), false); }

void Pipeline::close(TimePoint deadline, FlushDone done) {
  queue_.close_at(deadline);
  add_flush(std::move(done), true);
}

void Pipeline::add_flush(FlushDone done, bool close) {
  const std::lock_guard lock(mutex_);
  flushes_.push_back({std::move(done), counters_.lost()});
  closing_ = closing_ || close;
}

TimePoint Pipeline::drain(TimePoint now) {
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

}  // namespace otel_native
