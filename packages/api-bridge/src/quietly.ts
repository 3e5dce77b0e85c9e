import { diag } from '@opentelemetry/api';

/** Returns what `action` returns. If it throws, logs the error and returns undefined: telemetry must not break the application. */
export function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    diag.error('telemetry failed', error);
  }
}
