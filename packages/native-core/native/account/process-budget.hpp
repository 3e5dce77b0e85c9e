#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <vector>

namespace otel_native {

/// What all pipelines of the process hold together, those of worker threads that were terminated among them: the
/// largest of their limits at most. Thread-safe; relaxed order is enough, for the counts guard no other memory.
class ProcessBudget {
 public:
  /// Never destroyed: pipelines may outlive the end of `main`.
  static ProcessBudget& instance() {
    static auto* const budget = new ProcessBudget;
    return *budget;
  }

  /// A pipeline with this limit begins.
  void join(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    limits_.push_back(limit);
    limit_.store(*std::max_element(limits_.begin(), limits_.end()), std::memory_order_relaxed);
  }
  /// It ends.
  void leave(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    limits_.erase(std::find(limits_.begin(), limits_.end(), limit));
    const auto largest = std::max_element(limits_.begin(), limits_.end());
    limit_.store(largest == limits_.end() ? 0 : *largest, std::memory_order_relaxed);
  }

  bool has_room(std::size_t bytes) const { return fits(used_, bytes); }
  void take(std::size_t bytes) { used_.fetch_add(bytes, std::memory_order_relaxed); }
  void give_back(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

  /// Requests alone, which are a part of the whole: newer records must not push out the older ones that these hold.
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
