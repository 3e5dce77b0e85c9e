#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace otel_native {

/// The events that JavaScript hears of; src/pipeline/loss-warning.ts has the same numbers.
enum class LossCause : std::uint8_t {
  kQueueFull = 0,
  kRejected = 1,
  kExportFailed = 2,
  kNothing = 3,    ///< the receiver took everything, and had something to say
  kOutage = 5,     ///< nothing is lost yet: items wait for a receiver that takes none
  kRecovered = 6,  ///< the end of an outage; the number is that of its seconds
  kSpool = 7,      ///< the spool's file was lost or replaced: the writer is to move to another
};

/// Told on a native thread, with a lock held: must not wait.
using LossListener = std::function<void(LossCause, std::uint32_t items, const std::string& message)>;

}  // namespace otel_native
