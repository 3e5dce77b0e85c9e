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
  using Turn = TimePoint (Pipeline::*)(TimePoint now);

  /// When the other thread has to look at the work of this one.
  enum class WakesPeer { kAfterEachRound, kWhenAPipelineIsFinished };

  /// `name` appears in debuggers and in `top -H`; at most 15 characters.
  ServiceThread(const char* name, Turn turn, ServiceThread& peer, WakesPeer wakes_peer)
      : name_(name), turn_(turn), peer_(peer), wakes_peer_(wakes_peer) {}

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
  const Turn turn_;
  ServiceThread& peer_;
  const WakesPeer wakes_peer_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  std::vector<std::shared_ptr<Pipeline>> pipelines_;
  bool woken_ = false;
  bool started_ = false;
};

}  // namespace otel_native
