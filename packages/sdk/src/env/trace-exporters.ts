import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';

/** An exporter that `OTEL_TRACES_EXPORTER` can name. */
export type TraceExporterName = 'otlp' | 'console';

const known: readonly string[] = ['otlp', 'console'] satisfies TraceExporterName[];

/**
 * The exporters that `OTEL_TRACES_EXPORTER` names; by default `otlp`, none for `none`.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection
 */
export function traceExportersFromEnvironment(): TraceExporterName[] {
  const names = [...new Set(getStringListFromEnv('OTEL_TRACES_EXPORTER'))];
  if (names[0] === 'none') {
    diag.warn('OTEL_TRACES_EXPORTER is "none": no tracer provider is registered');
    return [];
  }
  if (names.length === 0) return ['otlp'];
  if (names.includes('none')) {
    diag.warn('OTEL_TRACES_EXPORTER has "none" beside other exporters: using otlp');
    return ['otlp'];
  }
  const usable = names.filter((name): name is TraceExporterName => known.includes(name));
  for (const name of names) {
    if (!known.includes(name)) diag.warn(`OTEL_TRACES_EXPORTER names "${name}", which is unknown`);
  }
  if (usable.length === 0) diag.warn('OTEL_TRACES_EXPORTER names no known exporter: no traces');
  return usable;
}
