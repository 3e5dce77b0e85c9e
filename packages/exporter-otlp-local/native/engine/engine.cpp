#include "engine/engine.hpp"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "shared/thread.hpp"

namespace otel_native::otlp_local {

Engine& Engine::instance() {
  static auto* const engine = new Engine;
  return *engine;
}

bool Engine::post(Task task) {
  const std::lock_guard lock(mutex_);
  if (!is_running_ && !start()) return false;
  const bool is_first = tasks_.empty();
  tasks_.push_back(std::move(task));
  if (is_first) wake_pipe_.raise();
  return true;
}

bool Engine::is_running() {
  const std::lock_guard lock(mutex_);
  return is_running_;
}

/// Requires mutex_.
bool Engine::start() {
  is_running_ = wake_pipe_.open() && start_detached_thread("otel-export", [this] { run(); });
  return is_running_;
}

void Engine::join(std::shared_ptr<Participant> participant) {
  if (std::find(participants_.begin(), participants_.end(), participant) != participants_.end()) return;
  participants_.push_back(std::move(participant));
}

void Engine::run() {
  for (;;) {
    run_tasks();
    serve();
  }
}

void Engine::run_tasks() {
  std::vector<Task> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (const Task& task : tasks) task();
}

void Engine::serve() {
  polls_.clear();
  const std::size_t wakes = polls_.add(wake_pipe_.fd(), POLLIN);
  for (const auto& participant : participants_) participant->watch(polls_);
  polls_.wait();
  if (polls_.ready(wakes) != 0) wake_pipe_.clear();
  const TimePoint now = Clock::now();
  for (const auto& participant : participants_) participant->proceed(polls_, now);
  std::erase_if(participants_, [](const auto& participant) { return !participant->is_active(); });
}

}  // namespace otel_native::otlp_local
