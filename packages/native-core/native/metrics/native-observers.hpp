#pragma once

#include <otel_native/observer.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "metrics/observations.hpp"

namespace otel_native {

/// Queries native code for values before each collection. Each query has its own thread, because reading may block.
class NativeObservers {
 public:
  using Wake = void (*)();

  // --- the JavaScript thread ---

  /// Returns a number that identifies the observer. Calls `wake` on any thread when there is an answer.
  std::uint32_t add(otel_native_observer* observer, Wake wake);
  /// Describes the values of a layout: `kTargetWords` for each.
  void set_targets(std::uint32_t id, std::uint32_t layout, std::vector<std::uint32_t> targets);
  void remove(std::uint32_t id);
  /// Removes all observers.
  void clear();

  // --- the drain thread ---

  /// Queries every observer that has answered the previous query. Returns false if there is no answer to wait for.
  bool ask();
  bool have_answered() const;
  /// Returns the answers to the last query, except those in a layout that JavaScript has not described.
  std::vector<Observation> take();

 private:
  struct Slot;
  static bool ask_one(const std::shared_ptr<Slot>& slot);
  std::shared_ptr<Slot> slot(std::uint32_t id) const;
  std::vector<std::shared_ptr<Slot>> slots() const;

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Slot>> slots_;
  std::uint32_t last_id_ = 0;
};

}  // namespace otel_native
