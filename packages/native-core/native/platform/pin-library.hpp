#pragma once

namespace otel_native {

/// Keeps this addon's code in memory until the process ends. Without it a worker thread that ends would unload
/// code that the native threads still run.
void pin_library();

}  // namespace otel_native
