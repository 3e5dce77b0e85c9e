import { diag } from '@opentelemetry/api';

/** What `action` returns, or undefined when it throws: telemetry must not break what it watches. */
export function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    diag.error('telemetry failed', error);
  }
}
