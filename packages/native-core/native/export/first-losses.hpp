#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace otel_native {

/// What a first loss is told for; src/pipeline/loss-warning.ts has the same numbers.
enum class LossCause : std::uint8_t {
  kQueueFull = 0,
  kRejected = 1,
  kExportFailed = 2,
  kNothing = 3,  ///< the receiver took everything, and had something to say
};

/// Told on a native thread, with a lock held: must not wait.
using LossListener = std::function<void(LossCause, std::uint32_t items, const std::string& message)>;

/// Tells the first loss by each cause; what follows is only counted. For one thread at a time.
class FirstLosses {
 public:
  explicit FirstLosses(LossListener listener) : listener_(std::move(listener)) {}

  void tell(LossCause cause, std::uint32_t items, const std::string& message) {
    bool& told = told_[static_cast<std::size_t>(cause)];
    if (told || !listener_) return;
    told = true;
    listener_(cause, items, message);
  }

 private:
  const LossListener listener_;
  std::array<bool, 4> told_{};
};

}  // namespace otel_native
