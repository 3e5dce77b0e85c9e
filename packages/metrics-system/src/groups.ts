import { metricNames } from './catalog';
import type { MetricName, SystemMetricsGroup } from './catalog/metric-name';
import { OtelNativeError } from '@otel-native/api-bridge';

/** The default groups: this process, its container and its runtime, but not the machine. */
export const defaultGroups = ['process', 'container', 'nodejs', 'v8js'] as const;

/**
 * Returns the instruments of some groups in catalog order.
 * @throws `ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP` for a group without instruments
 */
export function metricsOf(groups: readonly SystemMetricsGroup[]): MetricName[] {
  const unknown = groups.filter((group) => !metricNames.some((name) => isIn(name, group)));
  if (unknown.length > 0) {
    const known = [...new Set(metricNames.map((name) => name.split('.', 2).join('.')))];
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP',
      `no system metrics are called ${unknown.map((group) => JSON.stringify(group)).join(', ')}: give ` +
        `"process", "container", "system", "nodejs", "v8js", the name of a metric, or a beginning of some, such as ` +
        known.map((name) => JSON.stringify(name)).join(', '),
    );
  }
  return metricNames.filter((name) => groups.some((group) => isIn(name, group)));
}

function isIn(name: string, group: string): boolean {
  return name === group || name.startsWith(`${group}.`);
}
