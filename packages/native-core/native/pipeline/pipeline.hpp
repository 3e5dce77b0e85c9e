#pragma once

#include <atomic>
#include <cstdint>
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
};

/// One provider's way from its ring to its exporter. JavaScript asks for things, the drain thread and the export
/// thread do them.
class Pipeline {
 public:
  Pipeline(std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter, const PipelineOptions& options,
           LossListener listener = {});

  // --- the JavaScript thread (then wake the drain thread) ---

  RecordSource& source() { return source_; }
  /// There is at least a batch of records to read.
  void want_drain() { drain_wanted_.store(true, std::memory_order_release); }
  /// Calls `done`, on a native thread, when everything written before was answered.
  void flush(FlushDone done);
  /// As `flush`; afterwards, at `deadline` at the latest, the pipeline is finished.
  void close(TimePoint deadline, FlushDone done);
  ExportQueue& queue() { return queue_; }
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
  void add_flush(FlushDone done, bool close);

  Counters counters_;
  MemoryBudget budget_;
  RecordSource source_;
  ExportQueue queue_;

  // Of the drain thread:
  Drainer drainer_;
  const Duration scheduled_delay_;
  const Duration exit_timeout_;
  TimePoint next_tick_;

  std::atomic<bool> drain_wanted_{false};
  std::mutex mutex_;
  // Guarded by mutex_:
  std::vector<Flush> flushes_;
  bool closing_ = false;
};

}  // namespace otel_native
