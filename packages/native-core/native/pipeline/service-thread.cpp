#include "pipeline/service-thread.hpp"

#include <algorithm>
#include <thread>

#include "shared/thread.hpp"

namespace otel_native {

void ServiceThread::add(std::shared_ptr<Pipeline> pipeline) {
  const std::lock_guard lock(mutex_);
  pipelines_.push_back(std::move(pipeline));
  notify();
}

void ServiceThread::wake() {
  const std::lock_guard lock(mutex_);
  notify();
}

void ServiceThread::notify() {
  woken_ = true;
  changed_.notify_one();
  if (started_ || pipelines_.empty()) return;
  // If the system refuses a thread, the next wake tries again.
  started_ = start_detached_thread(name_, [this] { run(); });
}

std::vector<std::shared_ptr<Pipeline>> ServiceThread::pipelines() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Pipeline>> unfinished = pipelines_;
  std::erase_if(unfinished, [](const auto& pipeline) { return pipeline->finished(); });
  return unfinished;
}

std::vector<std::shared_ptr<Pipeline>> ServiceThread::wait_until(TimePoint time) {
  std::unique_lock lock(mutex_);
  std::erase_if(pipelines_, [](const auto& pipeline) { return pipeline->finished(); });
  if (time == kNever) {
    changed_.wait(lock, [this] { return woken_; });
  } else {
    changed_.wait_until(lock, time, [this] { return woken_; });
  }
  woken_ = false;
  return pipelines_;
}

void ServiceThread::run() {
  TimePoint next_turn = kNever;
  for (;;) {
    const auto pipelines = wait_until(next_turn);
    const TimePoint now = Clock::now();
    next_turn = kNever;
    for (const auto& pipeline : pipelines) next_turn = std::min(next_turn, pipeline->turn(now));
  }
}

}  // namespace otel_native
