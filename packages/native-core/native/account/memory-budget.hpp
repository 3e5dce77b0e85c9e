#pragma once

#include <atomic>
#include <cstddef>

#include "account/process-budget.hpp"

namespace otel_native {

/// Counts the bytes a pipeline holds outside its ring, and refuses more than its limit, or than what all pipelines of
/// the process may hold together. Thread-safe; relaxed order is enough, for the count guards no other memory.
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
    // Two threads may pass this at once, and take a little more than there is.
    if (!process_.has_room(bytes)) return false;
    std::size_t used = used_.load(std::memory_order_relaxed);
    do {
      if (bytes > limit_ || used > limit_ - bytes) return false;
    } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    process_.take(bytes);
    return true;
  }
  /// For the little that must be kept although the limit is reached.
  void take_anyway(std::size_t bytes) {
    used_.fetch_add(bytes, std::memory_order_relaxed);
    process_.take(bytes);
  }
  void give_back(std::size_t bytes) {
    used_.fetch_sub(bytes, std::memory_order_relaxed);
    process_.give_back(bytes);
  }
  std::size_t used() const { return used_.load(std::memory_order_relaxed); }

  /// Whether the requests of all pipelines leave room for another one.
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
