#pragma once

#include "pipeline/pipeline.hpp"

namespace otel_native {

/// Makes the end of the process wait, for a bounded time, for telemetry that no JavaScript waits for: of worker threads
/// that were terminated or that `process.exit()` ends, and of spans that end after the flush at exit.
void flush_when_process_ends();

/// Called at the start of the main thread's flush at exit. Limits the total wait of the end of the process; only the
/// first call counts.
void set_exit_deadline(TimePoint deadline);

/// Flushes within the timeout. Returns false if items had to be dropped, and counts them.
bool flush_at_exit(Pipeline& pipeline, Duration timeout);

/// Reports losses when a pipeline is closed after its thread has ended: no JavaScript can report them any more.
FlushDone tells_of_ended_thread(const Pipeline& pipeline);

/// Ends all pipelines within the timeout before a signal ends the process, including those of running worker threads.
/// Drops, counts and reports what could not be sent.
void flush_threads(Duration timeout);

}  // namespace otel_native
