#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/clock.hpp"
#include "spool/spool.hpp"

namespace otel_native {

/// Notices that the file of a spool was removed, moved or cut short, and has the spool go over to another one. Belongs
/// to the drain thread.
///
///   on ──file is gone or cut──▶ replacement made ──▶ offered ──writer has moved──▶ on
///                                   │ cannot be made                                ▲
///                                   ▼                                               │
///                                  off ── after kRetryInterval, or the file is back ┘
class SpoolRenewal {
 public:
  /// Reports what happened. The writer's thread has to call `Spool::move` then.
  using Tell = std::function<void(const std::string& message)>;
  /// Does nothing without a spool, and for a spool that cannot be replaced.
  SpoolRenewal(std::shared_ptr<Spool> spool, Tell tell);

  /// Checks the file if it is time. Returns the time of the next check.
  TimePoint look(TimePoint now);

 private:
  void renew(SpoolFate fate, TimePoint now);
  void turn_off(SpoolFate fate, const SpoolMessage& error, TimePoint now);

  const std::shared_ptr<Spool> spool_;
  const Tell tell_;
  bool is_off_ = false;
  TimePoint next_look_;
  TimePoint next_attempt_{};
};

}  // namespace otel_native
