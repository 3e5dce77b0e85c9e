import type * as MetricsSystem from '@otel-native/metrics-system' with {
  'resolution-mode': 'import',
};
import type * as NativeMetrics from '@otel-native/native-core/metrics' with {
  'resolution-mode': 'import',
};

/** The native metrics: applications without metrics do not pay for them. */
export function loadNativeMetrics(): typeof NativeMetrics;

/** The metrics of process, container and system. */
export function loadSystemMetrics(): typeof MetricsSystem;
