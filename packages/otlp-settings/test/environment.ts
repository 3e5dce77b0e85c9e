import type { Signal } from '@otel-native/api-bridge';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { collectLog } from 'test-support/diagnostics';

export const kSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** Variables by their name without `OTEL_EXPORTER_OTLP_`; undefined ones are not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

const kPrefix = 'OTEL_EXPORTER_OTLP_';
const kOthers = ['OTEL_NATIVE_MAX_RETRY_AFTER'];

function clear(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith(kPrefix) || kOthers.includes(name)) delete process.env[name];
  }
}

/** Runs with exactly these variables, and returns the result with the warnings. */
export function reading<T>(variables: Variables, read: () => T): { result: T; warnings: string[] } {
  clear();
  for (const [name, value] of Object.entries(variables)) {
    const full = name.startsWith('OTEL_') ? name : kPrefix + name;
    if (value !== undefined) process.env[full] = value;
  }
  const warnings = collectLog(DiagLogLevel.WARN, (_, message) => message);
  try {
    return { result: read(), warnings };
  } finally {
    diag.disable();
    clear();
  }
}
