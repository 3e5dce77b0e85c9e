import { diag } from '@opentelemetry/api';

type Level = 'error' | 'warn' | 'debug';

let isWriting = false;

function write(level: Level, message: string, details: unknown[]): void {
  const wasWriting = isWriting;
  isWriting = true;
  try {
    diag[level](message, ...details);
  } catch {
    // No logger is left to report it.
  } finally {
    isWriting = wasWriting;
  }
}

/** The API's `diag` in calls of the application's logger, into which a diagnostic logger that throws must not throw. */
export const quietDiag = {
  error: (message: string, ...details: unknown[]): void => write('error', message, details),
  warn: (message: string, ...details: unknown[]): void => write('warn', message, details),
  debug: (message: string, ...details: unknown[]): void => write('debug', message, details),
};

/** Returns whether the application's diagnostic logger is writing what a bridge reports. */
export function isReporting(): boolean {
  return isWriting;
}
