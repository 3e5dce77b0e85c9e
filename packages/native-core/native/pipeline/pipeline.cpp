#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/runtime.hpp"

namespace otel_native {

Pipeline::Pipeline(otel_native_exporter* exporter, std::uint32_t signal, std::uint32_t max_in_flight,
                   const PipelineOptions& options, LossListener listener, Spool* spool)
    : budget_(options.max_queue_bytes),
      queue_(exporter,
             {.export_timeout = options.export_timeout,
              .max_items = options.max_queue_size,
              .max_bytes = options.max_queue_bytes,
              .ends_exporter = options.ends_exporter,
              .signal = signal,
              .max_in_flight = max_in_flight,
              .max_request_bytes = max_request_bytes(options)},
             budget_, counters_, std::move(listener), spool, [] { Runtime::instance().wake(); }),
      exit_timeout_(options.exit_timeout),
      signal_(signal) {}

void Pipeline::flush(FlushDone done) { add_flush(std::move(done), false); }

void Pipeline::close(TimePoint deadline, FlushDone done) {
  queue_.close_at(deadline);
  {
    const std::lock_guard lock(mutex_);
    close_deadline_ = std::min(close_deadline_, deadline);
  }
  add_flush(std::move(done), true);
}

void Pipeline::add_flush(FlushDone done, bool close) {
  const std::lock_guard lock(mutex_);
  flushes_.push_back({std::move(done), counters_.lost()});
  closing_ = closing_ || close;
}

void Pipeline::end_now() {
  queue_.close_at(Clock::now());
  const std::lock_guard lock(mutex_);
  close_deadline_ = {};
}

Pipeline::Requests Pipeline::take_requests() {
  const std::lock_guard lock(mutex_);
  Requests requests{{}, closing_, close_deadline_};
  requests.flushes.swap(flushes_);
  return requests;
}

void Pipeline::put_back(std::vector<Flush> flushes) {
  const std::lock_guard lock(mutex_);
  flushes_.insert(flushes_.begin(), std::make_move_iterator(flushes.begin()), std::make_move_iterator(flushes.end()));
}

void Pipeline::pass_on(Requests& requests) {
  for (Flush& flush : requests.flushes) queue_.push_flush(std::move(flush.done), flush.lost_before);
  if (requests.closing) queue_.finish();
}

}  // namespace otel_native
