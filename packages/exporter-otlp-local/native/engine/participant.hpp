#pragma once

#include "net/clock.hpp"
#include "net/poll-set.hpp"

namespace otel_native::otlp_local {

/// Something that the engine's thread serves. No function waits.
class Participant {
 public:
  virtual ~Participant() = default;
  /// Adds what to wait for.
  virtual void watch(PollSet& polls) = 0;
  /// Does everything that is due. Follows a `watch` in each round.
  virtual void proceed(const PollSet& polls, TimePoint now) = 0;
  /// False if there is nothing to wait for. The engine then forgets the participant.
  virtual bool is_active() const = 0;
};

}  // namespace otel_native::otlp_local
