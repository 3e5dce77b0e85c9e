#pragma once

#include <otel_native/observer.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "metrics/observations.hpp"

namespace otel_native {

/// Native code that is asked for values before each collection, on a thread for each question: reading may block.
class NativeObservers {
 public:
  using Wake = void (*)();

  // --- the JavaScript thread ---

  /// Gives a number to name the observer by. `wake` is called, on any thread, when there is an answer.
  std::uint32_t add(otel_native_observer* observer, Wake wake);
  /// What the values of a layout are: `kTargetWords` for each.
  void set_targets(std::uint32_t id, std::uint32_t layout, std::vector<std::uint32_t> targets);
  void remove(std::uint32_t id);
  /// Nobody is asked any more.
  void clear();

  // --- the drain thread ---

  /// Asks everybody who has answered the last question. False when there is no answer to wait for.
  bool ask();
  bool have_answered() const;
  /// The answers to the last question, but for those in a layout that JavaScript has not said the meaning of.
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
