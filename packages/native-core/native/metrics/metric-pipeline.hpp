#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "metrics/metric-collector.hpp"
#include "metrics/metric-definitions.hpp"
#include "metrics/metric-memory.hpp"
#include "metrics/native-observers.hpp"
#include "pipeline/pipeline.hpp"

namespace otel_native {

/// The pipeline of a meter provider: collects metrics at each interval and on each flush.
class MetricPipeline final : public Pipeline {
 public:
  /// Requests the callbacks of observable instruments on the JavaScript thread, which answers with `observed(round)`.
  /// Returns false if it will not answer.
  using Observe = std::function<bool(std::uint32_t round)>;
  /// Nanoseconds since the epoch.
  using UnixClock = std::uint64_t (*)();

  /// In the options, `scheduled_delay` is the interval, `export_timeout` also limits the callbacks, and
  /// `max_request_bytes` is the size at which a request is cut.
  MetricPipeline(std::uint8_t* control, otel_native_exporter* exporter, const PipelineOptions& options,
                 Observe observe = {}, LossListener listener = {}, UnixClock unix_clock = system_nano);
  static std::uint64_t system_nano();

  // --- the JavaScript thread (then wake the drain thread) ---

  /// Adds definitions, before the first measurement that needs them.
  MetricDefinitions& definitions() { return definitions_; }
  MetricMemory& memory() { return memory_; }
  /// Accepts observations of defined series, before `observed` or a flush.
  Observations& observations() { return observations_; }
  /// Native code that is queried before each collection.
  NativeObservers& native_observers() { return native_observers_; }
  /// Whether there are callbacks to run before a collection.
  void set_observes(bool observes) { observes_.store(observes, std::memory_order_relaxed); }
  void observed(std::uint32_t round) { observed_round_.store(round, std::memory_order_release); }
  /// Whether the observations of a round are still awaited: later ones would count for the next collection.
  bool awaits(std::uint32_t round) const { return awaited_round_.load(std::memory_order_acquire) == round; }
  void detach() override;
  void lose_exporter() override;
  /// No interval ends until a second after `end`: nobody would wait for what it collects. A process that goes on after
  /// all goes on with its intervals.
  void set_flushed_for_end(TimePoint end) override;

  // --- the drain thread ---

  TimePoint drain(TimePoint now) override;

 private:
  /// The drain thread's current step; no other thread reads or changes it. Requests from JavaScript (a flush, a close)
  /// wait in `Pipeline` meanwhile, under its lock.
  ///
  ///     kIdle ── the interval is over, or a request ──► kAsking
  ///
  ///     kAsking ── native observers have answered, or kAskTimeout
  ///        │
  ///        ├── the interval is over ──► kObserving ── callbacks have run, or their time is over ──┐
  ///        │                              │    │                                                  │
  ///        │      a request, old answers: │    │ a request: the callbacks go on, for the interval │
  ///        │              back to kAsking ◄    └──────────────────────┐                           │
  ///        │                                                          ▼                           ▼
  ///        └── a request ─────────────────────────────────────────► kSettling ◄───────────────────┘
  ///
  ///     kSettling ── no recording is under way, or kQuietTimeout: collects ──► kIdle, or after a close kClosed
  enum class Phase : std::uint8_t { kIdle, kAsking, kObserving, kSettling, kClosed };

  bool is_due(TimePoint now);
  void ask(TimePoint now);
  bool waits_for_answers(TimePoint now, TimePoint close_deadline);
  bool is_asking(TimePoint now) const;
  bool has_old_answers(TimePoint now) const;
  void observe(TimePoint now);
  bool callbacks_are_done(TimePoint now) const;
  void flip(TimePoint now, bool is_tick, Requests requests);
  TimePoint settle(TimePoint now);
  TimePoint next_possible_tick() const;
  TimePoint tick_after(TimePoint now) const;
  std::uint64_t time_of_points();
  void define();
  void collect();
  TimePoint next_turn(TimePoint now);

  MetricDefinitions definitions_;
  MetricMemory memory_;
  Observations observations_;
  NativeObservers native_observers_;

  // Used only by the drain thread:
  MetricCollector collector_;
  const Observe observe_;
  const UnixClock unix_clock_;
  const Duration interval_;
  const Duration observe_timeout_;
  const std::size_t max_request_bytes_;
  TimePoint next_tick_;
  Phase phase_ = Phase::kIdle;
  /// Deadline for the answers of native observers, if any were asked.
  std::optional<TimePoint> ask_deadline_;
  /// Deadline for the running callbacks of `round_`, also while a request is served in between.
  std::optional<TimePoint> observe_deadline_;
  std::uint32_t round_ = 0;
  /// When the callbacks of the due tick began, or 0 without callbacks.
  std::uint64_t observed_nano_ = 0;
  /// The collection of kSettling: what requested it, and when.
  struct Pending {
    Requests requests;
    std::uint32_t epoch;
    std::uint64_t now_nano;
    TimePoint deadline;
  };
  std::optional<Pending> pending_;
  std::uint64_t last_nano_ = 0;

  std::atomic<bool> observes_{false};
  std::atomic<bool> tells_only_new_{false};
  /// Before this time, no interval ends.
  std::atomic<TimePoint> no_tick_before_{TimePoint::min()};
  std::atomic<std::uint32_t> observed_round_{0};
  std::atomic<std::uint32_t> awaited_round_{0};
};

}  // namespace otel_native
