import { DiagLogLevel, diag } from '@opentelemetry/api';
import { diagLogLevelFromString, getStringFromEnv } from '@opentelemetry/core';
import { StderrLogger } from './stderr-logger';

const kVariable = 'OTEL_LOG_LEVEL';
/** The global under which the API keeps its registrations. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');
/** Marks the registration of our logger, for all copies of this package. */
const kOwn = Symbol.for('otel-native.logger.1');

const shared = globalThis as unknown as Record<symbol, unknown>;

/**
 * Logs diagnostics to stderr at the level of `OTEL_LOG_LEVEL`; an unknown level counts as `info`. Without the variable
 * it logs warnings and errors, each once a minute, unless the application has set its own logger.
 */
export function showDiagnosticsAsEnvironmentSays(): void {
  const level = getStringFromEnv(kVariable)?.trim();
  if (level === undefined) {
    if (registeredLogger() === undefined) setLogger(new StderrLogger(true), DiagLogLevel.WARN);
    return;
  }
  showDiagnostics(diagLogLevelFromString(level));
  if (!(level.toUpperCase() in DiagLogLevel))
    diag.warn(`${kVariable} is "${level}", which is unknown: using info`);
}

/** Logs diagnostics to stderr, from the given level upwards. */
export function showDiagnostics(logLevel = DiagLogLevel.INFO): void {
  setLogger(new StderrLogger(false), logLevel);
}

/** Whether diagnostics go to stderr through the logger of this package, from any copy of it. */
export function hasOwnLogger(): boolean {
  return shared[kOwn] !== undefined && registeredLogger() === shared[kOwn];
}

function setLogger(logger: StderrLogger, logLevel: DiagLogLevel): void {
  // Let the API warn of the replacement only if the logger was the application's.
  const suppressOverrideMessage = hasOwnLogger();
  diag.setLogger(logger, { logLevel, suppressOverrideMessage });
  shared[kOwn] = registeredLogger();
}

function registeredLogger(): unknown {
  return (shared[kApiGlobals] as { diag?: unknown } | undefined)?.diag;
}
