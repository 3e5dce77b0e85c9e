#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "export/export-queue.hpp"
#include "pipeline/clock.hpp"
#include "pipeline/counters.hpp"
#include "pipeline/drainer.hpp"
#include "ring/memory-budget.hpp"
#include "ring/record-source.hpp"

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

/// One provider's way from its ring to its exporter. JavaScript asks for things, the drain thread and the export
/// thread do them.
class Pipeline {
 public:
  Pipeline(std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter, const PipelineOptions& options,
           LossListener listener = {});
  /// A pipeline whose ring and records lie in a spool until they were answered for.
  Pipeline(std::shared_ptr<Spool> spool, otel_native_exporter* exporter, const PipelineOptions& options,
           LossListener listener = {});
  /// For the spool of another process, before anything else: reads what its records build on. False when that is
  /// damaged.
  bool restore() { return drainer_.restore_definitions(); }

  // --- the JavaScript thread (then wake the drain thread) ---

  RecordSource& source() { return source_; }
  /// There is at least a batch of records to read.
  void want_drain() { drain_wanted_.store(true, std::memory_order_release); }
  /// Calls `done`, on a native thread, when everything written before was answered.
  void flush(FlushDone done);
  /// As `flush`; afterwards, at `deadline` at the latest, the pipeline is finished.
  void close(TimePoint deadline, FlushDone done);
  ExportQueue& queue() { return queue_; }
  /// Ends a pipeline with a spool that is closing, at once: what was not answered for stays there.
  void abandon();
  const Counters& counters() const { return counters_; }
  Duration exit_timeout() const { return exit_timeout_; }

  // --- the native threads ---

  /// The drain thread's turn; gives the time of the next one.
  TimePoint drain(TimePoint now);
  /// The export thread's turn; gives the time of the next one, which may be now.
  TimePoint export_next(TimePoint now) { return queue_.step(now); }
  /// True once nothing is left to do, ever.
  bool finished() const { return queue_.closed(); }

 private:
  struct Flush {
    FlushDone done;
    std::uint64_t lost_before;
  };
  Pipeline(std::shared_ptr<Spool> spool, std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter,
           const PipelineOptions& options, LossListener listener);
  void add_flush(FlushDone done, bool close);
  TimePoint drain_spooled(TimePoint now);

  const std::shared_ptr<Spool> spool_;
  Counters counters_;
  MemoryBudget budget_;
  RecordSource source_;
  ExportQueue queue_;

  // Of the drain thread:
  Drainer drainer_;
  const Duration scheduled_delay_;
  const Duration exit_timeout_;
  TimePoint next_tick_;
  bool records_wait_ = false;

  std::atomic<bool> drain_wanted_{false};
  std::mutex mutex_;
  // Guarded by mutex_:
  std::vector<Flush> flushes_;
  bool closing_ = false;
  TimePoint close_deadline_ = kNever;
};

}  // namespace otel_native
