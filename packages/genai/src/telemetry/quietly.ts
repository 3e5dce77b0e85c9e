import { diag } from '@opentelemetry/api';
import { sharedState } from './shared-state';

/** Returns what `action` returns. If it throws, counts and logs the error and returns undefined: telemetry must not break the application. */
export function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    countFailure(error);
    return undefined;
  }
}

export function countFailure(error: unknown): void {
  sharedState.stats.failures++;
  try {
    diag.error('@otel-native/genai: telemetry or a hook failed', error);
  } catch {
    // No logger is left to report it.
  }
}
