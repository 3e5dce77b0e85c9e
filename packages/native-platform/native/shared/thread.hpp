#pragma once

#include <cstddef>
#include <functional>

namespace otel_native {

/// Stack size. The default of musl, 128 KiB, may be too small for name look-ups and third-party exporters.
inline constexpr std::size_t kThreadStackBytes = 1 << 20;

/// Starts a detached thread that receives no signals: those belong to the application's threads. Returns false if the
/// system refuses another thread.
bool start_detached_thread(const char* name, std::function<void()> run);

}  // namespace otel_native
