#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <vector>

namespace otel_native {

/// Counts the bytes that all pipelines of the process hold together, including those of terminated worker threads. Its
/// limit is the largest limit of a pipeline. Thread-safe; relaxed order is enough, because the counts guard no other
/// memory.
class ProcessBudget {
 public:
  /// Never destroyed: pipelines may outlive `main`.
  static ProcessBudget& instance() {
    static auto* const budget = new ProcessBudget;
    return *budget;
  }

  /// Adds a pipeline with this limit.
  void join(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    limits_.push_back(limit);
    limit_.store(*std::max_element(limits_.begin(), limits_.end()), std::memory_order_relaxed);
  }
  /// Removes a pipeline with this limit.
  void leave(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    limits_.erase(std::find(limits_.begin(), limits_.end(), limit));
    const auto largest = std::max_element(limits_.begin(), limits_.end());
    limit_.store(largest == limits_.end() ? 0 : *largest, std::memory_order_relaxed);
  }

  bool has_room(std::size_t bytes) const { return fits(used_, bytes); }
  void take(std::size_t bytes) { used_.fetch_add(bytes, std::memory_order_relaxed); }
  void give_back(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

  /// Counts only requests, which are a part of the whole: newer records must not push out the older ones in requests.
  bool has_room_for_request(std::size_t bytes) const { return fits(requests_, bytes); }
  void take_request(std::size_t bytes) { requests_.fetch_add(bytes, std::memory_order_relaxed); }
  void give_back_request(std::size_t bytes) { requests_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  bool fits(const std::atomic<std::size_t>& count, std::size_t bytes) const {
    const std::size_t limit = limit_.load(std::memory_order_relaxed);
    const std::size_t used = count.load(std::memory_order_relaxed);
    return used <= limit && bytes <= limit - used;
  }

  std::atomic<std::size_t> used_{0};
  std::atomic<std::size_t> requests_{0};
  std::atomic<std::size_t> limit_{0};
  std::mutex mutex_;
  std::vector<std::size_t> limits_;  ///< guarded by mutex_
};

}  // namespace otel_native
