#include "binding/exit-flush.hpp"

#include <strings.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "account/signal.hpp"
#include "pipeline/runtime.hpp"
#include "platform/process.hpp"

namespace otel_native {
namespace {

using Pipelines = std::vector<std::shared_ptr<Pipeline>>;

/// How long the native threads may take to drop and count what was not exported in time.
constexpr std::chrono::milliseconds kCountingTimeout{250};
constexpr std::chrono::microseconds kPollWait{200};

struct ExitState {
  std::mutex mutex;
  // Guarded by mutex:
  bool is_registered = false;
  std::int64_t process_id = 0;
  TimePoint deadline = kNever;
  /// The process is ending: losses from now on are reported once, for all threads together.
  bool is_ending = false;
};

/// Never destroyed, because it is used while the process ends.
ExitState& exit_state() {
  static auto* const state = new ExitState;
  return *state;
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

using Dropped = PerSignal<std::uint64_t>;

Dropped dropped(const Pipelines& pipelines) {
  Dropped count{};
  for (const auto& pipeline : pipelines) {
    if (pipeline->is_told()) continue;
    count[pipeline->signal()] += Counters::read(pipeline->counters().shutdown);
  }
  return count;
}

/// Whether to report losses natively, now that JavaScript can no longer log: yes unless the environment asks for
/// silence.
bool wants_warnings() {
  const char* level = std::getenv("OTEL_LOG_LEVEL");
  return level == nullptr || (strcasecmp(level, "none") != 0 && strcasecmp(level, "error") != 0);
}

void warn_of(std::uint64_t lost, const char* items, const char* whose) {
  if (lost == 0 || !wants_warnings()) return;
  std::fprintf(stderr, "otel-native warn: %llu %s of %s were not exported before the process exited\n",
               static_cast<unsigned long long>(lost), items, whose);
}

/// The pipelines whose thread does not flush them itself. Metrics would otherwise be collected and sent a second time.
Pipelines unflushed_pipelines() {
  Pipelines pipelines = Runtime::instance().pipelines();
  std::erase_if(pipelines, [](const auto& pipeline) { return pipeline->is_flushed_for_end(); });
  return pipelines;
}

void begin_ending() {
  ExitState& state = exit_state();
  const std::lock_guard lock(state.mutex);
  state.is_ending = true;
}

bool is_ending() {
  ExitState& state = exit_state();
  const std::lock_guard lock(state.mutex);
  return state.is_ending;
}

/// Closes the pipelines, and waits until they are finished or the deadline has passed.
void end_pipelines(const Pipelines& pipelines, TimePoint deadline, const char* whose) {
  const Dropped dropped_before = dropped(pipelines);
  begin_ending();
  for (const auto& pipeline : pipelines) {
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
  for (std::size_t signal = 0; signal < dropped_after.size(); ++signal) {
    warn_of(dropped_after[signal] - dropped_before[signal], kItemNames[signal], whose);
  }
}

void finish_pipelines() {
  {
    ExitState& state = exit_state();
    const std::lock_guard lock(state.mutex);
    // A forked process inherits this handler, but not the threads that the handler would wait for.
    if (process_id() != state.process_id) return;
  }
  const Pipelines pipelines = Runtime::instance().pipelines();
  if (pipelines.empty()) return;
  const TimePoint deadline = deadline_of(pipelines);
  for (const auto& pipeline : pipelines) pipeline->detach();
  end_pipelines(pipelines, deadline, "threads that had ended");
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

/// A gate that a native thread opens once.
class ExitFlush::Latch {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_one();
  }
  bool wait_until(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    return opened_.wait_until(lock, deadline, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

FlushDone ExitFlush::opens(const std::shared_ptr<Latch>& latch) {
  return [latch](const FlushOutcome&) { latch->open(); };
}

void ExitFlush::begin(Pipeline& pipeline, Duration timeout) {
  deadline_ = after(Clock::now(), timeout);
  flushed_ = std::make_shared<Latch>();
  pipeline.queue().give_up_when_unreachable();
  pipeline.set_flushed_for_end(deadline_);
  pipeline.flush(opens(flushed_));
  Runtime::instance().wake();
}

bool ExitFlush::end(Pipeline& pipeline) {
  if (flushed_->wait_until(deadline_)) return true;
  // The caller reports losses from now on.
  pipeline.set_told();
  const auto counted = std::make_shared<Latch>();
  pipeline.close(Clock::now(), opens(counted));
  Runtime::instance().wake();
  counted->wait_until(after(Clock::now(), kCountingTimeout));
  return false;
}

FlushDone tells_of_ended_thread(const Pipeline& pipeline) {
  return [items = kItemNames[pipeline.signal()]](const FlushOutcome& outcome) {
    if (outcome.lost_items == 0 || is_ending() || !wants_warnings()) return;
    std::fprintf(stderr, "otel-native warn: %llu %s of a thread that has ended were not exported. %s\n",
                 static_cast<unsigned long long>(outcome.lost_items), items, outcome.message.c_str());
  };
}

void begin_flush_of_threads() {
  const Pipelines pipelines = unflushed_pipelines();
  for (const auto& pipeline : pipelines) pipeline->flush([](const FlushOutcome&) {});
  if (!pipelines.empty()) Runtime::instance().wake();
}

void flush_threads(Duration timeout) {
  const Pipelines pipelines = unflushed_pipelines();
  if (!pipelines.empty()) end_pipelines(pipelines, after(Clock::now(), timeout), "other threads");
}

}  // namespace otel_native
