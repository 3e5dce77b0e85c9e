import { DiagConsoleLogger, diag, type DiagLogLevel } from '@opentelemetry/api';
import { diagLogLevelFromString, getStringFromEnv } from '@opentelemetry/core';

/**
 * Shows diagnostics on the console as `OTEL_LOG_LEVEL` says; a level that is unknown counts as `info`. Without the
 * variable the logger stays as it is.
 */
export function showDiagnosticsAsEnvironmentSays(): void {
  const level = getStringFromEnv('OTEL_LOG_LEVEL');
  if (level !== undefined) showDiagnostics(diagLogLevelFromString(level));
}

/** Shows diagnostics on the console, from `info` upwards when no level is given. */
export function showDiagnostics(logLevel: DiagLogLevel | undefined): void {
  diag.setLogger(new DiagConsoleLogger(), logLevel === undefined ? {} : { logLevel });
}
