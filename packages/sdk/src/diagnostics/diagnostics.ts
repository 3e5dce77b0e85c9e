import { DiagLogLevel, diag } from '@opentelemetry/api';
import { diagLogLevelFromString, getStringFromEnv } from '@opentelemetry/core';
import { StderrLogger } from './stderr-logger';

const kVariable = 'OTEL_LOG_LEVEL';
/** Where the API keeps what is registered with it. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');
/** The registration of our logger, in whichever copy of this package. */
const kOwn = Symbol.for('otel-native.logger.1');

const shared = globalThis as unknown as Record<symbol, unknown>;

/**
 * Shows diagnostics on stderr as `OTEL_LOG_LEVEL` says; a level that is unknown counts as `info`. Without the variable
 * warnings and errors are shown, each once a minute, unless the application has set a logger of its own.
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

/** Shows diagnostics on stderr, from `info` upwards when no level is given. */
export function showDiagnostics(logLevel = DiagLogLevel.INFO): void {
  setLogger(new StderrLogger(false), logLevel);
}

/** Whether diagnostics go to stderr: through the logger of this package, in whichever copy of it. */
export function hasOwnLogger(): boolean {
  return shared[kOwn] !== undefined && registeredLogger() === shared[kOwn];
}

function setLogger(logger: StderrLogger, logLevel: DiagLogLevel): void {
  // The API warns of the replacement only where the logger was the application's.
  const suppressOverrideMessage = hasOwnLogger();
  diag.setLogger(logger, { logLevel, suppressOverrideMessage });
  shared[kOwn] = registeredLogger();
}

function registeredLogger(): unknown {
  return (shared[kApiGlobals] as { diag?: unknown } | undefined)?.diag;
}
