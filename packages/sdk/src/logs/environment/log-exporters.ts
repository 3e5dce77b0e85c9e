import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';

const kVariable = 'OTEL_LOGS_EXPORTER';
const kExporters = ['otlp', 'console'] as const;

/** A log exporter, by its name in the specification. */
export type LogExporterName = (typeof kExporters)[number];

/** Returns the exporters that a start exports log records to. */
export type LogExporterNames = () => LogExporterName[];

/**
 * Returns the exporters that `OTEL_LOGS_EXPORTER` names, read as the official `NodeSDK` does. Default: `otlp`; `none`
 * anywhere in the list returns an empty list.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection
 */
export const logExportersFromEnvironment: LogExporterNames = () =>
  known((name) => `Unsupported ${kVariable} value: "${name}"`);

/** Reads the variable as the official `startNodeSdk` does, which words its warning differently. */
export const logExportersOfStart: LogExporterNames = () =>
  known((name) => `Unsupported exporter name in ${kVariable}: "${name}"`);

function known(complaint: (name: string) => string): LogExporterName[] {
  const names = [...new Set(getStringListFromEnv(kVariable) ?? [])];
  if (names.length === 0) return ['otlp'];
  if (names.includes('none')) return [];
  return names.filter((name): name is LogExporterName => {
    if (kExporters.some((exporter) => exporter === name)) return true;
    diag.warn(`${complaint(name)}. Supported values are: otlp, console, none.`);
    return false;
  });
}
