#include "claim/process-claim.hpp"

namespace otel_native::system_metrics {

bool ProcessClaim::take(const void* owner) {
  const std::lock_guard lock(mutex_);
  if (count_ > 0 && owner_ != owner) return false;
  owner_ = owner;
  ++count_;
  return true;
}

void ProcessClaim::give_back(const void* owner) {
  const std::lock_guard lock(mutex_);
  if (owner_ == owner && count_ > 0) --count_;
}

void ProcessClaim::give_back_all(const void* owner) {
  const std::lock_guard lock(mutex_);
  if (owner_ == owner) count_ = 0;
}

}  // namespace otel_native::system_metrics
