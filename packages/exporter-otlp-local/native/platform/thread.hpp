#pragma once

#include <functional>

namespace otel_native::otlp_local {

/// Runs `work` on a thread that no one joins and that takes no signals. False when the system refuses one more
/// thread, which `std::thread` could only say by throwing.
bool run_detached(std::function<void()> work);

}  // namespace otel_native::otlp_local
