#pragma once

namespace otel_native {

/// Keeps the addon that `code` belongs to in memory until the process ends. Without it a worker thread that ends would
/// unload code that the native threads still run.
void pin_library(const void* code);

}  // namespace otel_native
