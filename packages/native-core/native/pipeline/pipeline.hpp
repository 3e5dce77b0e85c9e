#pragma once

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
  std::size_t max_export_batch_bytes;
  std::size_t max_queue_bytes;
  std::uint64_t max_queue_size;
  Duration scheduled_delay;
  Duration export_timeout;
  /// How long the end of the process may wait for this pipeline.
  Duration exit_timeout = std::chrono::seconds(2);
  /// False where the exporter serves another pipeline, too.
  bool ends_exporter = true;
};

/// One provider's way to its exporter. JavaScript asks for things, the drain thread and the export thread do them. What
/// is drained, and how, is up to the classes that derive from it.
class Pipeline {
 public:
  virtual ~Pipeline() = default;

  // --- the JavaScript thread (then wake the drain thread) ---

  /// Calls `done`, on a native thread, when everything recorded before was answered.
  void flush(FlushDone done);
  /// As `flush`; afterwards, at `deadline` at the latest, the pipeline is finished.
  virtual void close(TimePoint deadline, FlushDone done);
  /// Takes what is left in the memory of JavaScript, which is never touched again.
  virtual void detach() = 0;
  /// From now on nothing reaches the exporter: what it was told before need not be told again.
  virtual void lose_exporter() {}
  ExportQueue& queue() { return queue_; }
  const Counters& counters() const { return counters_; }
  Duration exit_timeout() const { return exit_timeout_; }
  /// `OTEL_NATIVE_SIGNAL_…`
  std::uint32_t signal() const { return signal_; }
  /// JavaScript reports losses of the end: nobody else may report them again.
  void set_told() { told_.store(true, std::memory_order_relaxed); }
  bool is_told() const { return told_.load(std::memory_order_relaxed); }
  /// Its own thread has flushed it for the end.
  void set_flushed_for_end() { flushed_for_end_.store(true, std::memory_order_relaxed); }
  bool is_flushed_for_end() const { return flushed_for_end_.load(std::memory_order_relaxed); }

  // --- the native threads ---

  /// The drain thread's turn; gives the time of the next one.
  virtual TimePoint drain(TimePoint now) = 0;
  /// The export thread's turn; gives the time of the next one, which may be now.
  TimePoint export_next(TimePoint now) { return queue_.step(now); }
  /// True once nothing is left to do, ever.
  bool finished() const { return queue_.closed(); }

 protected:
  struct Flush {
    FlushDone done;
    std::uint64_t lost_before;
  };
  /// What JavaScript asked for.
  struct Requests {
    std::vector<Flush> flushes;
    bool closing;
    TimePoint close_deadline;
  };

  Pipeline(otel_native_exporter* exporter, std::uint32_t signal, const PipelineOptions& options, LossListener listener,
           Spool* spool = nullptr);

  Requests take_requests();
  /// Gives flushes back that have to wait.
  void put_back(std::vector<Flush> flushes);
  /// Sends the flushes after what they wait for, and with `closing` nothing more.
  void pass_on(Requests& requests);
  /// From now on there is no time to close in.
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
