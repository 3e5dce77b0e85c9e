#pragma once

#include <cstddef>
#include <mutex>

namespace otel_native::system_metrics {

/// Decides which JavaScript thread reports the values that exist once per process. That thread may report to several
/// providers. Another thread may not report them, because a receiver would count them twice.
class ProcessClaim {
 public:
  /// Returns false while another owner holds the claim. Each successful call needs one `give_back`.
  bool take(const void* owner);
  void give_back(const void* owner);
  /// Called at the end of the owner.
  void give_back_all(const void* owner);

 private:
  std::mutex mutex_;
  const void* owner_ = nullptr;
  std::size_t count_ = 0;
};

}  // namespace otel_native::system_metrics
