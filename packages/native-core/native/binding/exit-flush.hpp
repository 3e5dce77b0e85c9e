#pragma once

#include <memory>

#include "pipeline/pipeline.hpp"
#include "platform/clock.hpp"

namespace otel_native {

/// Makes the end of the process wait, for a bounded time, for telemetry that no JavaScript waits for: of worker threads
/// that were terminated or that `process.exit()` ends, and of spans that end after the flush at exit.
void flush_when_process_ends();

/// Called at the start of the main thread's flush at exit. Limits the total wait of the end of the process; only the
/// first call counts.
void set_exit_deadline(TimePoint deadline);

/// The last flush of a pipeline, while its JavaScript thread ends. Several of them run at the same time: all of them
/// begin before the first one waits.
class ExitFlush {
 public:
  /// Starts to send everything that was recorded before, and does not wait.
  void begin(Pipeline& pipeline, Duration timeout);
  /// Waits for the answers. Returns false when the timeout is over: it then drops and counts the rest, and the pipeline
  /// ends. Called once after each `begin`.
  bool end(Pipeline& pipeline);

 private:
  class Latch;
  static FlushDone opens(const std::shared_ptr<Latch>& latch);

  std::shared_ptr<Latch> flushed_;
  TimePoint deadline_{};
};

/// Reports losses when a pipeline is closed after its thread has ended: no JavaScript can report them any more.
FlushDone tells_of_ended_thread(const Pipeline& pipeline);

/// Starts to send what other threads hold, before the main thread waits for its own flushes and terminates them. Their
/// pipelines end after that, when little time may be left.
void begin_flush_of_threads();

/// Ends all pipelines within the timeout before a signal ends the process, including those of running worker threads.
/// Drops, counts and reports what could not be sent.
void flush_threads(Duration timeout);

}  // namespace otel_native
