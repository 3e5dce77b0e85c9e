#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "pipeline/pipeline.hpp"

namespace otel_native {

/// A thread that serves all pipelines. Each pipeline gets a turn when the thread is woken, and at the time that the
/// pipeline asked for. Starts with its first pipeline, never ends, and never keeps the process alive.
class ServiceThread {
 public:
  /// `name` appears in debuggers and in `top -H`; at most 15 characters.
  explicit ServiceThread(const char* name) : name_(name) {}

  void add(std::shared_ptr<Pipeline> pipeline);
  void wake();
  /// The pipelines that are not finished.
  std::vector<std::shared_ptr<Pipeline>> pipelines();

 private:
  /// Requires mutex_.
  void notify();
  [[noreturn]] void run();
  std::vector<std::shared_ptr<Pipeline>> wait_until(TimePoint time);

  const char* const name_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  std::vector<std::shared_ptr<Pipeline>> pipelines_;
  bool woken_ = false;
  bool started_ = false;
};

}  // namespace otel_native
