#pragma once

namespace otel_native {

/// Keeps the addon that contains `code` in memory until the process ends. Otherwise the end of a worker thread would
/// unload code that the native threads still run.
void pin_library(const void* code);

}  // namespace otel_native
