#pragma once

namespace otel_native::otlp_local {

/// Keeps this addon's code in memory until the process ends: the export thread of native-core may outlive the
/// environment (a worker thread) that loaded the addon.
void pin_library();

}  // namespace otel_native::otlp_local
