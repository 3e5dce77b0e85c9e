#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "account/counters.hpp"
#include "account/memory-budget.hpp"
#include "export/export-queue.hpp"
#include "platform/clock.hpp"

namespace otel_native {

struct PipelineOptions {
  std::uint32_t max_export_batch_size;
  std::size_t max_request_bytes;
  std::size_t max_queue_bytes;
  std::uint64_t max_queue_size;
  Duration scheduled_delay;
  Duration export_timeout;
  /// How long the end of the process may wait for this pipeline.
  Duration exit_timeout = std::chrono::seconds(2);
  /// False if the exporter serves another pipeline too.
  bool ends_exporter = true;
  /// Larger items are dropped; 0 for no limit.
  std::size_t max_item_bytes = 0;
};

/// Limits the size of a request, so that the queue can hold more than a few.
inline std::size_t max_request_bytes(const PipelineOptions& options) {
  return std::min(options.max_request_bytes, options.max_queue_bytes / 8);
}

/// The path from one provider to its exporter. JavaScript makes requests; the drain thread carries them out. Derived
/// classes define what is drained, and how.
class Pipeline {
 public:
  virtual ~Pipeline() = default;

  // --- the JavaScript thread (then wake the drain thread) ---

  /// Calls `done` on a native thread once everything recorded before was answered.
  void flush(FlushDone done);
  /// Like `flush`; after that, or at `deadline`, the pipeline is finished.
  virtual void close(TimePoint deadline, FlushDone done);
  /// Copies what is left in JavaScript's memory, and never touches that memory again.
  virtual void detach() = 0;
  /// Nothing reaches the exporter from now on, so values that it has received need not be repeated.
  virtual void lose_exporter() {}
  ExportQueue& queue() { return queue_; }
  const Counters& counters() const { return counters_; }
  Duration exit_timeout() const { return exit_timeout_; }
  /// `OTEL_NATIVE_SIGNAL_…`
  std::uint32_t signal() const { return signal_; }
  /// JavaScript reports the losses at the end, so native code must not report them again.
  void set_told() { told_.store(true, std::memory_order_relaxed); }
  bool is_told() const { return told_.load(std::memory_order_relaxed); }
  /// The pipeline's own thread flushes it for the end of the process, which is due at `end`.
  virtual void set_flushed_for_end(TimePoint /*end*/) { flushed_for_end_.store(true, std::memory_order_relaxed); }
  bool is_flushed_for_end() const { return flushed_for_end_.load(std::memory_order_relaxed); }

  // --- the drain thread ---

  /// Drains what JavaScript has written, and exports. Returns the time of the next turn, which may be now.
  TimePoint turn(TimePoint now) {
    const TimePoint next_drain = drain(now);
    return std::min(next_drain, export_next(now));
  }
  /// The first half of a turn.
  virtual TimePoint drain(TimePoint now) = 0;
  /// The second half.
  TimePoint export_next(TimePoint now) { return queue_.step(now); }
  /// True once there will never be anything left to do.
  bool finished() const { return queue_.closed(); }

 protected:
  struct Flush {
    FlushDone done;
    std::uint64_t lost_before;
  };
  /// Requests from JavaScript.
  struct Requests {
    std::vector<Flush> flushes;
    bool closing;
    TimePoint close_deadline;
  };

  /// `max_in_flight` requests may wait for their answers at the same time.
  Pipeline(otel_native_exporter* exporter, std::uint32_t signal, std::uint32_t max_in_flight,
           const PipelineOptions& options, LossListener listener, Spool* spool = nullptr);

  Requests take_requests();
  /// Returns flushes that still have to wait to the list of requests.
  void put_back(std::vector<Flush> flushes);
  /// Queues the flushes behind the items that they wait for. With `closing`, nothing more follows.
  void pass_on(Requests& requests);
  /// Ends the pipeline without time to close.
  void end_now();

  Counters counters_;
  MemoryBudget budget_;
  ExportQueue queue_;

 private:
  void add_flush(FlushDone done, bool close);

  const Duration exit_timeout_;
  const std::uint32_t signal_;
  std::atomic<bool> told_{false};
  std::atomic<bool> flushed_for_end_{false};
  std::mutex mutex_;
  // Guarded by mutex_:
  std::vector<Flush> flushes_;
  bool closing_ = false;
  TimePoint close_deadline_ = kNever;
};

}  // namespace otel_native
