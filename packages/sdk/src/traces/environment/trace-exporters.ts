import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';

const kVariable = 'OTEL_TRACES_EXPORTER';
const kExporters = ['otlp', 'console', 'zipkin'];
const kExportersOfStart = ['otlp', 'console'];

/**
 * Returns the exporters that `OTEL_TRACES_EXPORTER` names, read as the official `NodeSDK` does. Default: `otlp`; `none`
 * returns an empty list.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection
 */
export function traceExportersFromEnvironment(): string[] {
  // Deployment templates write "null" for an unset variable.
  const names = namesFromEnvironment().filter((name) => name !== 'null');
  if (names[0] === 'none') {
    diag.info(`${kVariable} is "none": no tracer provider is registered`);
    return [];
  }
  if (names.length === 0) return ['otlp'];
  if (names.includes('none')) {
    diag.warn(`${kVariable} has "none" beside other exporters: using otlp`);
    return ['otlp'];
  }
  const usable = known(names, kExporters);
  if (usable.length === 0) diag.warn(`${kVariable} names no known exporter: no traces`);
  return usable;
}

/**
 * Reads the variable as the official `startNodeSdk` does: `none` anywhere in the list applies, and `zipkin` is unknown.
 */
export function traceExportersOfStart(): string[] {
  const names = namesFromEnvironment();
  if (names.length === 0) return ['otlp'];
  return names.includes('none') ? [] : known(names, kExportersOfStart);
}

function namesFromEnvironment(): string[] {
  return [...new Set(getStringListFromEnv(kVariable))];
}

function known(names: string[], exporters: string[]): string[] {
  return names.filter((name) => {
    if (exporters.includes(name)) return true;
    diag.warn(`${kVariable} names "${name}", which is unknown`);
    return false;
  });
}
