#include "spool/spool-renewal.hpp"

#include <utility>

namespace otel_native {
namespace {

constexpr std::chrono::seconds kLookInterval{1};
/// Pause before another try to create a file.
constexpr std::chrono::seconds kRetryInterval{10};

constexpr char kRenewed[] = "OTEL_NATIVE_SPOOL_RENEWED";
constexpr char kOff[] = "OTEL_NATIVE_SPOOL_OFF";

std::string with_code(const std::string& text, const char* code) { return text + " (" + code + ")"; }

const char* what_happened(SpoolFate fate) {
  return fate == SpoolFate::kCut ? " was cut short" : " was removed or moved away";
}

}  // namespace

SpoolRenewal::SpoolRenewal(std::shared_ptr<Spool> spool, Tell tell)
    : spool_(std::move(spool)), tell_(std::move(tell)), next_look_(after(Clock::now(), kLookInterval)) {}

TimePoint SpoolRenewal::look(TimePoint now) {
  if (spool_ == nullptr || !spool_->is_replaceable()) return kNever;
  if (now < next_look_) return next_look_;
  next_look_ = after(now, kLookInterval);
  if (spool_->has_offer()) return next_look_;
  const SpoolFate fate = spool_->fate();
  if (fate != SpoolFate::kThere) {
    if (now >= next_attempt_) renew(fate, now);
  } else if (std::exchange(is_off_, false)) {
    tell_(with_code("The spool is on again: " + spool_->name() + " is back", kRenewed));
  }
  return next_look_;
}

void SpoolRenewal::renew(SpoolFate fate, TimePoint now) {
  SpoolMessage error{};
  std::unique_ptr<SpoolReplacement> replacement = spool_->make_replacement(error);
  if (replacement == nullptr) return turn_off(fate, error, now);
  const std::string name = replacement->owner.name;
  const std::string old_name = spool_->name();
  spool_->offer(std::move(replacement));
  const std::string text = std::exchange(is_off_, false)
                               ? "The spool is on again, in " + name
                               : "The spool file " + old_name + what_happened(fate) + "; " + name + " takes its place";
  tell_(with_code(text, kRenewed));
}

void SpoolRenewal::turn_off(SpoolFate fate, const SpoolMessage& error, TimePoint now) {
  next_attempt_ = after(now, kRetryInterval);
  const bool was_on = !std::exchange(is_off_, true);
  // A truncated file cannot be written any more.
  if (fate == SpoolFate::kCut) spool_->offer(nullptr);
  if (!was_on && fate != SpoolFate::kCut) return;
  const std::string text = "The spool is off: its file " + spool_->name() + what_happened(fate) + ", and " +
                           with_code(error.text, error.code) +
                           ". Telemetry is exported, but does not outlive the process until a file can be made";
  tell_(with_code(text, kOff));
}

}  // namespace otel_native
