#pragma once

#include <cstddef>
#include <functional>

namespace otel_native::otlp_local {

/// musl gives a thread 128 KiB unless told otherwise, less than looking up a name or an exporter of others may take.
inline constexpr std::size_t kThreadStackBytes = 1 << 20;

/// Runs `work` on a thread that no one joins and that takes no signals. False when the system refuses one more
/// thread, which `std::thread` could only say by throwing.
bool run_detached(std::function<void()> work);

}  // namespace otel_native::otlp_local
