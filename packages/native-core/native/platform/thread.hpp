#pragma once

#include <functional>

namespace otel_native {

/// Starts a thread that no one joins. It takes no signals: those belong to the application's threads.
/// False where the system has none left.
bool start_detached_thread(const char* name, std::function<void()> run);

}  // namespace otel_native
