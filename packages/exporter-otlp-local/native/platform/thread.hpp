#pragma once

#include <cstddef>
#include <functional>

namespace otel_native::otlp_local {

/// Stack size. The default of musl, 128 KiB, may be too small for name look-ups and third-party exporters.
inline constexpr std::size_t kThreadStackBytes = 1 << 20;

/// Runs `work` on a detached thread that receives no signals. Returns false if the system refuses another thread, where
/// `std::thread` would throw.
bool run_detached(std::function<void()> work);

}  // namespace otel_native::otlp_local
