#pragma once

#include <atomic>
#include <cstddef>

#include "account/process-budget.hpp"

namespace otel_native {

/// Counts the bytes that a pipeline holds outside its ring. Refuses more than its own limit, and more than the limit of
/// all pipelines of the process together. Thread-safe; relaxed order is enough, because the count guards no other
/// memory.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t limit) : limit_(limit) { process_.join(limit_); }
  ~MemoryBudget() {
    process_.give_back(used());
    process_.give_back_request(requests_.load(std::memory_order_relaxed));
    process_.leave(limit_);
  }
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  bool try_take(std::size_t bytes) {
    // Two threads may pass this check at once and exceed the limit slightly.
    if (!process_.has_room(bytes)) return false;
    std::size_t used = used_.load(std::memory_order_relaxed);
    do {
      if (bytes > limit_ || used > limit_ - bytes) return false;
    } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    process_.take(bytes);
    return true;
  }
  /// For the few bytes that must be kept even above the limit.
  void take_anyway(std::size_t bytes) {
    used_.fetch_add(bytes, std::memory_order_relaxed);
    process_.take(bytes);
  }
  void give_back(std::size_t bytes) {
    used_.fetch_sub(bytes, std::memory_order_relaxed);
    process_.give_back(bytes);
  }
  std::size_t used() const { return used_.load(std::memory_order_relaxed); }

  /// Whether the requests of all pipelines leave room for another request.
  bool process_has_room_for_request(std::size_t bytes) const { return process_.has_room_for_request(bytes); }
  void take_request(std::size_t bytes) {
    requests_.fetch_add(bytes, std::memory_order_relaxed);
    process_.take_request(bytes);
    take_anyway(bytes);
  }
  void give_back_request(std::size_t bytes) {
    requests_.fetch_sub(bytes, std::memory_order_relaxed);
    process_.give_back_request(bytes);
    give_back(bytes);
  }

 private:
  ProcessBudget& process_ = ProcessBudget::instance();
  std::atomic<std::size_t> used_{0};
  std::atomic<std::size_t> requests_{0};
  const std::size_t limit_;
};

}  // namespace otel_native
