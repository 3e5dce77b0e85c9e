import { getStringFromEnv } from '@opentelemetry/core';
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import type * as MetricsSystem from '@otel-native/metrics-system';
import { announce } from '../diagnostics/announce';
import type { NodeSDKConfiguration } from '../configuration';
import { loadSystemMetrics } from '../lazy-parts.cjs';

const kVariable = 'OTEL_NATIVE_SYSTEM_METRICS';

/**
 * Creates the system metrics if the configuration asks for them, else if `OTEL_NATIVE_SYSTEM_METRICS` does. The
 * variable is `true` for the default groups, or a list of group names separated by commas.
 * @throws `ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP` or `ERR_OTEL_NATIVE_INVALID_OPTION` for invalid options
 */
export function systemMetricsPlugins({
  systemMetrics = fromEnvironment(),
}: Partial<NodeSDKConfiguration>): TelemetryPlugin[] {
  if (systemMetrics === false) return [];
  const loaded = loadedOrNone();
  if (loaded === undefined) return [];
  return [new loaded.SystemMetrics(systemMetrics === true ? {} : systemMetrics)];
}

/** A bundle may lack the package: then the application runs without it and logs one line. */
function loadedOrNone(): typeof MetricsSystem | undefined {
  try {
    return loadSystemMetrics();
  } catch (error) {
    const reason = (error as Error).message.split('\n', 1)[0];
    announce('OTEL_NATIVE_PART_MISSING', `no system metrics are recorded: ${reason}`);
    return undefined;
  }
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
