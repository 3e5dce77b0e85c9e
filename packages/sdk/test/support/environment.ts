import { DiagLogLevel, context, diag, propagation, trace } from '@opentelemetry/api';
import { collectDiagnostics as collect } from 'test-support/diagnostics';

const inherited = { ...process.env };

/** Sets `OTEL_*` variables for one test and unsets all others. */
export function setEnvironment(variables: Record<string, string>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('OTEL_')) delete process.env[name];
  }
  // Otherwise the official SDK's other signals would send to a port where nothing listens.
  Object.assign(process.env, { OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' });
  Object.assign(process.env, variables);
}

/** Restores the environment and the API's globals. */
export function resetProcess(): void {
  setEnvironment({});
  Object.assign(process.env, inherited);
  trace.disable();
  context.disable();
  propagation.disable();
  diag.disable();
}

/** Collects the messages logged through `diag`, as `level: message`, from level INFO on. */
export function collectDiagnostics(): string[] {
  return collect(DiagLogLevel.INFO);
}
