#pragma once

#include "pipeline/pipeline.hpp"

namespace otel_native {

/// Sees to it that the end of the process waits, for a bounded time, for what no JavaScript waits for any more: worker
/// threads that were terminated or that `process.exit()` ends, and spans that end after the flush at exit.
void flush_when_process_ends();

/// The flush at exit of the main thread has begun. The end of the process waits no longer than this altogether; the
/// first call counts.
void set_exit_deadline(TimePoint deadline);

/// Flushes within the time. What is not sent then is dropped and counted. False when something was.
bool flush_at_exit(Pipeline& pipeline, Duration timeout);

/// For the close of a pipeline whose thread has ended: no JavaScript can tell of its losses.
FlushDone tells_of_ended_thread(const Pipeline& pipeline);

/// Before a signal ends the process: ends all pipelines, those of running worker threads included, within the time.
/// What is not sent then is dropped, counted and told.
void flush_threads(Duration timeout);

}  // namespace otel_native
