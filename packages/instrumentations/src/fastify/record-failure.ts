import { SpanStatusCode, type Span } from '@opentelemetry/api';
import type { ApplicationSettings } from './recording-settings';

/** Writes an error into a span. Anything may have been thrown, also what an SDK fails to read: then one line is logged. */
export function recordFailure(
  span: Span,
  error: unknown,
  { scope, config }: ApplicationSettings,
): void {
  try {
    const message = (error as { message?: string } | undefined | null)?.message;
    span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
    if (config.recordExceptions !== false) span.recordException(error as Error);
  } catch (cause) {
    scope.error('an error is not recorded', cause);
  }
}
