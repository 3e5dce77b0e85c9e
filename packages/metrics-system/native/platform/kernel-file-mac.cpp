#include "platform/kernel-file.hpp"

namespace otel_native::system_metrics {

bool is_kernel_file(int) { return false; }

}  // namespace otel_native::system_metrics
