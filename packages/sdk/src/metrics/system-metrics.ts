import { createRequire } from 'node:module';
import { getStringFromEnv } from '@opentelemetry/core';
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import type * as MetricsSystem from '@otel-native/metrics-system';
import type { NodeSDKConfiguration } from '../configuration';

const kVariable = 'OTEL_NATIVE_SYSTEM_METRICS';
const require = createRequire(import.meta.url);

/**
 * System metrics where the configuration asks for them, else where `OTEL_NATIVE_SYSTEM_METRICS` does: `true` for the
 * default groups, or names of groups separated by commas.
 * @throws `ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP` or `ERR_OTEL_NATIVE_INVALID_OPTION` for what they cannot be
 */
export function systemMetricsPlugins({
  systemMetrics = fromEnvironment(),
}: Partial<NodeSDKConfiguration>): TelemetryPlugin[] {
  if (systemMetrics === false) return [];
  const { SystemMetrics } = require('@otel-native/metrics-system') as typeof MetricsSystem;
  return [new SystemMetrics(systemMetrics === true ? {} : systemMetrics)];
}

function fromEnvironment(): boolean | MetricsSystem.SystemMetricsOptions {
  const value = getStringFromEnv(kVariable)?.trim() ?? '';
  const word = value.toLowerCase();
  if (word === '' || word === 'false') return false;
  if (word === 'true') return true;
  if (word === 'all') return { groups: 'all' };
  const groups = value.split(',').map((name) => name.trim());
  return { groups: groups.filter((name) => name !== '') as MetricsSystem.SystemMetricsGroup[] };
}
