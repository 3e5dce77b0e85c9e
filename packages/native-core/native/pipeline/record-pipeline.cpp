#include "pipeline/record-pipeline.hpp"

#include <algorithm>
#include <utility>

namespace otel_native {
namespace {

/// Requests of one pipeline that may wait for their answers at the same time. A receiver that takes long for each would
/// otherwise limit the rate; more than a few would only hold memory.
constexpr std::uint32_t kMaxRecordRequestsInFlight = 4;

/// How often to check whether records in a spool can proceed. An exporter needs longer than this for a half-full queue.
constexpr std::chrono::milliseconds kSpoolPoll{100};

SpoolRenewal::Tell tells_of_spool(LossListener listener) {
  return [listener = std::move(listener)](const std::string& message) {
    if (listener) listener(LossCause::kSpool, 0, message);
  };
}

}  // namespace

RecordPipeline::RecordPipeline(const ItemKind& kind, std::uint8_t* ring, std::size_t ring_bytes,
                               otel_native_exporter* exporter, const PipelineOptions& options, LossListener listener)
    : RecordPipeline(kind, nullptr, ring, ring_bytes, exporter, options, std::move(listener)) {}

RecordPipeline::RecordPipeline(const ItemKind& kind, std::shared_ptr<Spool> spool, otel_native_exporter* exporter,
                               const PipelineOptions& options, LossListener listener)
    : RecordPipeline(kind, spool, spool->ring(), spool->ring_bytes(), exporter, options, std::move(listener)) {}

RecordPipeline::RecordPipeline(const ItemKind& kind, std::shared_ptr<Spool> spool, std::uint8_t* ring,
                               std::size_t ring_bytes, otel_native_exporter* exporter, const PipelineOptions& options,
                               LossListener listener)
    : Pipeline(exporter, kind.signal, kMaxRecordRequestsInFlight, options, listener, spool.get()),
      spool_(std::move(spool)),
      source_(ring, ring_bytes, budget_, spool_.get()),
      drainer_(
          kind,
          {options.max_export_batch_size, max_request_bytes(options), options.max_queue_bytes, options.max_item_bytes},
          source_, queue_, counters_, spool_.get()),
      renewal_(spool_, tells_of_spool(std::move(listener))),
      scheduled_delay_(options.scheduled_delay),
      next_tick_(after(Clock::now(), options.scheduled_delay)) {}

void RecordPipeline::close(TimePoint deadline, FlushDone done) {
  if (spool_ == nullptr) return Pipeline::close(deadline, std::move(done));
  FlushDone close_then_tell = [spool = spool_, done = std::move(done)](const FlushOutcome& outcome) {
    spool->close();
    done(outcome);
  };
  Pipeline::close(deadline, std::move(close_then_tell));
}

std::optional<std::uint64_t> RecordPipeline::move_spool(std::uint32_t write_ticket, std::uint64_t written) {
  const std::optional<std::uint64_t> lost = source_.move_spool(write_ticket, written);
  Counters::add(counters_.unreadable, lost.value_or(0));
  return lost;
}

void RecordPipeline::abandon() {
  // Hold the spool first: later answers may come from an exporter that is shut down.
  spool_->hold();
  end_now();
}

TimePoint RecordPipeline::drain(TimePoint now) {
  if (spool_ != nullptr) return drain_spooled(now);
  Requests requests = take_requests();
  const bool tick = now >= next_tick_;
  const bool wanted = drain_wanted_.exchange(false, std::memory_order_acquire);
  if (wanted || tick || !requests.flushes.empty()) drainer_.drain();
  if (tick || !requests.flushes.empty()) drainer_.cut_batch();
  if (tick) begin_tick(now);
  if (requests.closing) drainer_.cut_last_batch();
  pass_on(requests);
  return next_tick_;
}

void RecordPipeline::begin_tick(TimePoint now) {
  next_tick_ = after(now, scheduled_delay_);
  source_.trim(now);
}

/// The same with a spool, in which records and then flushes may have to wait.
TimePoint RecordPipeline::drain_spooled(TimePoint now) {
  const TimePoint next_look = renewal_.look(now);
  Requests requests = take_requests();
  const bool tick = now >= next_tick_;
  const bool wanted = drain_wanted_.exchange(false, std::memory_order_acquire);
  const bool is_asked = wanted || tick || !requests.flushes.empty();
  if (spool_->held()) phase_ = Phase::kHeld;
  if (phase_ == Phase::kWaiting || (phase_ == Phase::kFlowing && is_asked)) {
    phase_ = drainer_.drain_spooled(!requests.closing) ? Phase::kFlowing : Phase::kWaiting;
  }
  if (phase_ == Phase::kWaiting && now >= requests.close_deadline) {
    spool_->hold();
    phase_ = Phase::kHeld;
  }
  const bool waits = phase_ == Phase::kWaiting;
  if (tick || (!requests.flushes.empty() && !waits)) drainer_.cut_batch();
  if (tick) begin_tick(now);
  if (requests.closing && !waits) drainer_.cut_last_batch();
  if (waits) {
    put_back(std::move(requests.flushes));
  } else {
    pass_on(requests);
  }
  const TimePoint next_turn = std::min(next_tick_, next_look);
  return waits ? std::min(next_turn, after(now, kSpoolPoll)) : next_turn;
}

}  // namespace otel_native
