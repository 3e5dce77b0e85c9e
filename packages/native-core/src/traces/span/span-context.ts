import type { SpanContext, TraceState } from '@opentelemetry/api';

/** A span context of the shape that upstream makes: `traceState` is always a property, if an undefined one. */
export function makeSpanContext(
  traceId: string,
  spanId: string,
  traceFlags: number,
  traceState: TraceState | undefined,
): SpanContext {
  return { traceId, spanId, traceFlags, traceState } as SpanContext;
}
