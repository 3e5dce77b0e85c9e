import type { SpanContext, TraceState } from '@opentelemetry/api';

/** Returns a span context with the properties of upstream ones: `traceState` always exists, and may be undefined. */
export function makeSpanContext(
  traceId: string,
  spanId: string,
  traceFlags: number,
  traceState: TraceState | undefined,
): SpanContext {
  return { traceId, spanId, traceFlags, traceState } as SpanContext;
}
