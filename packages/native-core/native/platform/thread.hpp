#pragma once

#include <cstddef>
#include <functional>

namespace otel_native {

/// musl gives a thread 128 KiB unless told otherwise, less than looking up a name or an exporter of others may take.
inline constexpr std::size_t kThreadStackBytes = 1 << 20;

/// Starts a thread that no one joins. It takes no signals: those belong to the application's threads.
/// False where the system has none left.
bool start_detached_thread(const char* name, std::function<void()> run);

}  // namespace otel_native
