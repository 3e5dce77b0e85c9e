// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
#pragma once

#include <cstdint>

namespace otel_native {

/// The events that native code reports while telemetry is sent.
enum class LossCause : std::uint8_t {
  kQueueFull = 0,
  kRejected = 1,  ///< by the receiver, in a partial success
  kExportFailed = 2,  ///< refused for good
  kNothing = 3,  ///< the receiver took everything, with a message
  kTooLarge = 4,  ///< one item, which the message names unless JavaScript reports it
  kOutage = 5,  ///< nothing is lost yet: items wait for the receiver
  kRecovered = 6,  ///< the end of an outage; the number counts its seconds
  kPaused = 7,  ///< the receiver asked for a long pause of that many seconds
  kSpool = 8,  ///< the spool lost its file or has it again; JavaScript is to move it
  kPoisonous = 9,  ///< one item, which the message names: each connection that carried it broke without an answer
};

/// What became of a batch that a JavaScript sink got.
enum class SinkStatus : std::uint8_t {
  kOk = 0,  ///< the number counts rejected items
  kRetry = 1,  ///< the number is a wait in milliseconds
  kFailed = 2,
  kTooLarge = 3,  ///< the same bytes must not be sent again
};

}  // namespace otel_native
