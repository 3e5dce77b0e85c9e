import type { TraceState } from '@opentelemetry/api';

/** Returns the text of a trace state; empty for one that has none. Throws what `serialize()` throws. */
export function serialized(traceState: TraceState): string {
  const text: unknown = traceState.serialize();
  return typeof text === 'string' ? text : '';
}
