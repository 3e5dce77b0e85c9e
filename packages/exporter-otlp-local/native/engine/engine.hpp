#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/participant.hpp"
#include "net/wake-pipe.hpp"

namespace otel_native::otlp_local {

/// The one thread that serves all connections of the process. It waits in poll() and nowhere else, so no receiver can
/// hold up another. Starts with the first task, never ends, and never keeps the process alive.
class Engine {
 public:
  using Task = std::function<void()>;

  /// Never destroyed, because the thread may still run while the process exits.
  static Engine& instance();

  // --- any thread ---

  /// Runs `task` on the engine's thread, after all earlier tasks. Returns false if the system refuses the thread or its
  /// pipe: the next task tries again.
  bool post(Task task);
  /// Whether a task was ever accepted.
  bool is_running();

  // --- the engine's thread ---

  /// Serves the participant until it is no longer active. Does nothing if it is served already.
  void join(std::shared_ptr<Participant> participant);

 private:
  bool start();
  [[noreturn]] void run();
  void run_tasks();
  void serve();

  std::mutex mutex_;
  // Guarded by mutex_:
  std::vector<Task> tasks_;
  bool is_running_ = false;

  /// Opened before the thread starts.
  WakePipe wake_pipe_;

  // Used only by the engine's thread:
  std::vector<std::shared_ptr<Participant>> participants_;
  PollSet polls_;
};

}  // namespace otel_native::otlp_local
