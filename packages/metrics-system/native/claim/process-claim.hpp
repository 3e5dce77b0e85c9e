#pragma once

#include <cstddef>
#include <mutex>

namespace otel_native::system_metrics {

/// Which thread of JavaScript reports the values that the process has one of. It may do so for several providers, but
/// another thread may not: a receiver would count them twice.
class ProcessClaim {
 public:
  /// False while another owner has it. Each call that succeeds needs one `give_back`.
  bool take(const void* owner);
  void give_back(const void* owner);
  /// At the end of the owner.
  void give_back_all(const void* owner);

 private:
  std::mutex mutex_;
  const void* owner_ = nullptr;
  std::size_t count_ = 0;
};

}  // namespace otel_native::system_metrics
