import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';

const kVariable = 'OTEL_METRICS_EXPORTER';
const kExporters = ['otlp', 'console', 'prometheus'] as const;

/** A metric exporter, by its name in the specification. */
export type MetricExporterName = (typeof kExporters)[number];

/**
 * Returns the exporters that `OTEL_METRICS_EXPORTER` names, read as the official `NodeSDK` does. Default: `otlp`;
 * `none` returns an empty list.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection
 */
export function metricExportersFromEnvironment(): MetricExporterName[] {
  const names = [...new Set(getStringListFromEnv(kVariable) ?? [])];
  if (names.length === 0) return ['otlp'];
  if (names.includes('none')) return [];
  return names.filter((name): name is MetricExporterName => {
    if (kExporters.some((known) => known === name)) return true;
    diag.warn(`${kVariable} names "${name}", which is unknown`);
    return false;
  });
}
