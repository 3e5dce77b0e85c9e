import { SpanStatusCode, type Exception, type Span } from '@opentelemetry/api';

/** Records an error as an event of a span, and as its status. */
export function recordFailure(span: Span, error: unknown): void {
  span.recordException(error as Exception);
  span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
}
