#include "metrics/metric-pipeline.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace otel_native {
namespace {

/// A recording takes a few dozen instructions, but its thread may be descheduled in between.
constexpr int kSpins = 200;
constexpr std::chrono::microseconds kQuietPoll{200};
/// After this time a recording counts as failed: a stack overflow leaves the mark set until the next recording.
constexpr std::chrono::milliseconds kQuietTimeout{250};

/// Reading /proc takes a fraction of a millisecond; the collection does not wait longer than this.
constexpr std::chrono::milliseconds kAskTimeout{500};

/// JavaScript limits its callbacks to the same time, and needs a moment more to answer.
constexpr std::chrono::seconds kAnswerTime{1};

/// From the moment at which the end of the process is due until it is certain that it goes on.
constexpr std::chrono::seconds kEndTime{1};

/// Receivers may refuse cumulative values that arrive in the wrong order.
constexpr std::uint32_t kMaxMetricRequestsInFlight = 1;

/// If the clock is set back by less than this, time stands still until the clock has caught up.
constexpr std::uint64_t kMaxStandstillNanos = 1'000'000'000;

}  // namespace

MetricPipeline::MetricPipeline(std::uint8_t* control, otel_native_exporter* exporter, const PipelineOptions& options,
                               Observe observe, LossListener listener, UnixClock unix_clock)
    : Pipeline(exporter, OTEL_NATIVE_SIGNAL_METRICS, kMaxMetricRequestsInFlight, options, std::move(listener)),
      memory_(control),
      observe_(std::move(observe)),
      unix_clock_(unix_clock),
      interval_(options.scheduled_delay),
      observe_timeout_(options.export_timeout),
      max_request_bytes_(max_request_bytes(options)),
      next_tick_(after(Clock::now(), options.scheduled_delay)) {}

std::uint64_t MetricPipeline::system_nano() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

void MetricPipeline::detach() {
  native_observers_.clear();
  memory_.detach();
}

void MetricPipeline::lose_exporter() {
  native_observers_.clear();
  tells_only_new_.store(true, std::memory_order_relaxed);
}

void MetricPipeline::set_flushed_for_end(TimePoint end) {
  no_tick_before_.store(after(end, kEndTime), std::memory_order_relaxed);
  Pipeline::set_flushed_for_end(end);
}

TimePoint MetricPipeline::drain(TimePoint now) {
  if (phase_ == Phase::kSettling) return settle(now);
  Requests requests = take_requests();
  if (phase_ == Phase::kClosed) {
    pass_on(requests);
    return next_turn(now);
  }
  const bool is_requested = !requests.flushes.empty() || requests.closing;
  const bool due = is_due(now);
  if (phase_ == Phase::kObserving && is_requested && has_old_answers(now)) ask(now);
  if (phase_ == Phase::kIdle) {
    if (!due && !is_requested) return next_turn(now);
    ask(now);
  }
  if (phase_ == Phase::kAsking) {
    if (waits_for_answers(now, requests.close_deadline)) {
      put_back(std::move(requests.flushes));
      return next_turn(now);
    }
    if (due) observe(now);
  }
  const bool is_tick = phase_ == Phase::kObserving && callbacks_are_done(now);
  if (!is_tick && !is_requested) return next_turn(now);
  flip(now, is_tick, std::move(requests));
  return settle(now);
}

/// Whether an interval is over and the resource is known.
bool MetricPipeline::is_due(TimePoint now) {
  if (now < next_possible_tick()) return false;
  if (!collector_.has_resource()) define();
  return collector_.has_resource();
}

void MetricPipeline::ask(TimePoint now) {
  phase_ = Phase::kAsking;
  ask_deadline_.reset();
  if (native_observers_.ask()) ask_deadline_ = after(now, kAskTimeout);
}

/// Before a close, native observers may use half of the remaining time, so that their values can still be sent.
bool MetricPipeline::waits_for_answers(TimePoint now, TimePoint close_deadline) {
  if (ask_deadline_ && close_deadline != kNever) {
    ask_deadline_ = std::min(*ask_deadline_, now + (close_deadline - now) / 2);
  }
  return is_asking(now);
}

bool MetricPipeline::is_asking(TimePoint now) const {
  return ask_deadline_ && now < *ask_deadline_ && !native_observers_.have_answered();
}

/// Whether the answers of the native observers are outdated because the callbacks of their interval took long.
bool MetricPipeline::has_old_answers(TimePoint now) const { return ask_deadline_ && now >= *ask_deadline_; }

/// Requests the callbacks, unless they are running.
void MetricPipeline::observe(TimePoint now) {
  phase_ = Phase::kObserving;
  if (observe_deadline_ || !observes_.load(std::memory_order_relaxed) || !observe_) return;
  awaited_round_.store(++round_, std::memory_order_release);
  if (!observe_(round_)) return;
  observe_deadline_ = after(now, observe_timeout_ + kAnswerTime);
  observed_nano_ = unix_clock_();
}

bool MetricPipeline::callbacks_are_done(TimePoint now) const {
  if (now < no_tick_before_.load(std::memory_order_relaxed)) return false;
  return !observe_deadline_ || observed_round_.load(std::memory_order_acquire) == round_ || now >= *observe_deadline_;
}

/// Starts a collection: later recordings belong to the next one.
void MetricPipeline::flip(TimePoint now, bool is_tick, Requests requests) {
  phase_ = Phase::kSettling;
  ask_deadline_.reset();
  // The data points of a tick have the time at which its callbacks began, however long they took, as in the official
  // SDK.
  const std::uint64_t now_nano = is_tick && observed_nano_ != 0 ? observed_nano_ : unix_clock_();
  observed_nano_ = 0;
  if (is_tick) {
    observe_deadline_.reset();
    awaited_round_.store(0, std::memory_order_release);
    next_tick_ = tick_after(now);
  }
  const auto held = memory_.hold();
  pending_ = {std::move(requests), memory_.flip(), now_nano, after(now, kQuietTimeout)};
}

/// Collects once no recording is running.
TimePoint MetricPipeline::settle(TimePoint now) {
  const auto held = memory_.hold();
  for (int i = 0; i < kSpins && !memory_.is_quiet(); ++i) std::this_thread::yield();
  if (!memory_.is_quiet() && now < pending_->deadline) return after(now, kQuietPoll);
  collect();
  phase_ = pending_->requests.closing ? Phase::kClosed : Phase::kIdle;
  pass_on(pending_->requests);
  pending_.reset();
  if (phase_ == Phase::kClosed) native_observers_.clear();
  // A flush may have been requested in the meantime.
  return now;
}

TimePoint MetricPipeline::next_possible_tick() const {
  return std::max(next_tick_, no_tick_before_.load(std::memory_order_relaxed));
}

/// Returns the next tick. Ticks are a fixed interval apart, however late the last one was served.
TimePoint MetricPipeline::tick_after(TimePoint now) const {
  const auto passed = interval_ > Duration::zero() ? (now - next_tick_) / interval_ : 0;
  return after(next_tick_ + passed * interval_, interval_);
}

void MetricPipeline::define() {
  const ByteBuffer records = definitions_.take();
  if (counters_.corrupt.load(std::memory_order_relaxed)) return;
  if (!collector_.define(records)) counters_.corrupt.store(true, std::memory_order_relaxed);
}

void MetricPipeline::collect() {
  // Take observations before definitions: every observed series was defined earlier.
  const std::vector<Observation> observations = observations_.take();
  std::vector<Observation> native_observations = native_observers_.take();
  // Read definitions after the flip: every recorded series was defined before it.
  define();
  if (counters_.corrupt.load(std::memory_order_relaxed)) return;
  for (const Observation& observation : observations) collector_.observe(observation, pending_->epoch);
  for (Observation& observation : native_observations) {
    // Use the round of the last callbacks, so that overflow values of both are added up.
    observation.round = observations.empty() ? 0 : observations.back().round;
    collector_.observe(observation, pending_->epoch);
  }
  memory_.take_new_chunks();
  // Without JavaScript or its exporter there is nothing to repeat: collect only if something was recorded since.
  const bool tells_only_new = tells_only_new_.load(std::memory_order_relaxed) || !memory_.is_attached();
  if (tells_only_new && !collector_.has_recordings(memory_, pending_->epoch)) return;
  const CollectionTime time{pending_->epoch, time_of_points(), last_nano_};
  collector_.collect(memory_, time, max_request_bytes_, [this](ByteBuffer request, std::uint32_t points) {
    Counters::add(counters_.collected, points);
    queue_.push(std::move(request), points);
  });
  last_nano_ = time.now_nano;
}

/// Never earlier than the last one. If the system's clock was set back, all earlier times move back with it.
std::uint64_t MetricPipeline::time_of_points() {
  const std::uint64_t now_nano = pending_->now_nano;
  if (now_nano >= last_nano_) return now_nano;
  if (last_nano_ - now_nano < kMaxStandstillNanos) return last_nano_;
  collector_.move_back(last_nano_ - now_nano);
  last_nano_ = now_nano;
  return now_nano;
}

TimePoint MetricPipeline::next_turn(TimePoint now) {
  if (phase_ == Phase::kClosed) return kNever;
  // Callbacks run after native observers, so their deadline does not apply yet.
  if (is_asking(now)) return *ask_deadline_;
  // Without a resource, wait until JavaScript sends it, which wakes this thread.
  const TimePoint tick = next_possible_tick();
  return now >= tick ? observe_deadline_.value_or(kNever) : tick;
}

}  // namespace otel_native
