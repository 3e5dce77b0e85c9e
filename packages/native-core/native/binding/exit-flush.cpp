#include "binding/exit-flush.hpp"

#include <strings.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "pipeline/runtime.hpp"
#include "platform/process.hpp"

namespace otel_native {
namespace {

using Pipelines = std::vector<std::shared_ptr<Pipeline>>;

/// How long the native threads may take to drop and count what the time was not enough for.
constexpr std::chrono::milliseconds kCountingTimeout{250};
constexpr std::chrono::microseconds kPollWait{200};

struct ExitState {
  std::mutex mutex;
  // Guarded by mutex:
  bool is_registered = false;
  std::int64_t process_id = 0;
  TimePoint deadline = kNever;
};

/// Never destroyed: it is used while the process ends.
ExitState& exit_state() {
  static auto* const state = new ExitState;
  return *state;
}

/// Opened once, by a native thread.
class Latch {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_one();
  }
  bool wait_for(Duration timeout) {
    std::unique_lock lock(mutex_);
    return opened_.wait_for(lock, timeout, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

FlushDone opens(const std::shared_ptr<Latch>& latch) {
  return [latch](const FlushOutcome&) { latch->open(); };
}

TimePoint deadline_of(const Pipelines& pipelines) {
  {
    ExitState& state = exit_state();
    const std::lock_guard lock(state.mutex);
    if (state.deadline != kNever) return state.deadline;
  }
  Duration longest{};
  for (const auto& pipeline : pipelines) longest = std::max(longest, pipeline->exit_timeout());
  return after(Clock::now(), longest);
}

struct Dropped {
  std::uint64_t spans = 0;
  std::uint64_t data_points = 0;
};

Dropped dropped(const Pipelines& pipelines) {
  Dropped count;
  for (const auto& pipeline : pipelines) {
    (pipeline->carries_metrics() ? count.data_points : count.spans) += Counters::read(pipeline->counters().shutdown);
  }
  return count;
}

/// No JavaScript can log any more; who asked for logs in the environment gets this one too.
bool wants_warnings() {
  const char* level = std::getenv("OTEL_LOG_LEVEL");
  return level != nullptr && std::strlen(level) > 0 && strcasecmp(level, "none") != 0 &&
         strcasecmp(level, "error") != 0;
}

void warn_of(std::uint64_t lost, const char* items) {
  if (lost == 0 || !wants_warnings()) return;
  std::fprintf(stderr, "otel-native: %llu %s of threads that had ended were not exported before the process exited\n",
               static_cast<unsigned long long>(lost), items);
}

void finish_pipelines() {
  {
    ExitState& state = exit_state();
    const std::lock_guard lock(state.mutex);
    // A fork has this handler but not the threads that it would wait for.
    if (process_id() != state.process_id) return;
  }
  const Pipelines pipelines = Runtime::instance().pipelines();
  if (pipelines.empty()) return;
  const Dropped dropped_before = dropped(pipelines);
  const TimePoint deadline = deadline_of(pipelines);
  for (const auto& pipeline : pipelines) {
    pipeline->detach();
    pipeline->queue().give_up_when_unreachable();
    pipeline->close(deadline, [](const FlushOutcome&) {});
  }
  Runtime::instance().wake();
  const TimePoint end = std::max(deadline, Clock::now()) + kCountingTimeout;
  const auto finished = [](const auto& pipeline) { return pipeline->finished(); };
  while (!std::all_of(pipelines.begin(), pipelines.end(), finished) && Clock::now() < end) {
    std::this_thread::sleep_for(kPollWait);
  }
  const Dropped dropped_after = dropped(pipelines);
  warn_of(dropped_after.spans - dropped_before.spans, "spans");
  warn_of(dropped_after.data_points - dropped_before.data_points, "data points");
}

}  // namespace

void flush_when_process_ends() {
  ExitState& state = exit_state();
  const std::lock_guard lock(state.mutex);
  if (state.is_registered) return;
  state.is_registered = true;
  state.process_id = process_id();
  std::atexit(finish_pipelines);
}

void set_exit_deadline(TimePoint deadline) {
  ExitState& state = exit_state();
  const std::lock_guard lock(state.mutex);
  state.deadline = std::min(state.deadline, deadline);
}

bool flush_at_exit(Pipeline& pipeline, Duration timeout) {
  pipeline.queue().give_up_when_unreachable();
  const auto flushed = std::make_shared<Latch>();
  pipeline.flush(opens(flushed));
  Runtime::instance().wake();
  if (flushed->wait_for(timeout)) return true;
  const auto counted = std::make_shared<Latch>();
  pipeline.close(Clock::now(), opens(counted));
  Runtime::instance().wake();
  counted->wait_for(kCountingTimeout);
  return false;
}

}  // namespace otel_native
