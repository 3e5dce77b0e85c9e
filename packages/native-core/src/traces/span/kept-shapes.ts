import { SpanKind, TraceFlags } from '@opentelemetry/api';
import { FlatEvents } from './flat-events';
import { FlatLinks } from './flat-links';
import { RecordingSpan } from './recording-span';
import type { SpanState } from './span-state';

/**
 * Returns one object of each class that a recording span consists of, for the caller to keep alive. V8 drops a hidden class
 * with its last object, together with all code optimized for it: after a full collection without any span, the next
 * thousands of spans would run in slow code and allocate half as much again.
 */
export function shapesOf(span: SpanState): readonly object[] {
  if (!(span instanceof RecordingSpan)) return [];
  return [
    new RecordingSpan(span.owner, '', SpanKind.INTERNAL, TraceFlags.NONE, undefined),
    new FlatEvents(),
    new FlatLinks(),
  ];
}
