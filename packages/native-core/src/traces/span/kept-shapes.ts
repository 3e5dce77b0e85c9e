import { SpanKind, TraceFlags } from '@opentelemetry/api';
import { EventState } from './event-state';
import { RecordingSpan } from './recording-span';
import type { SpanState } from './span-state';

/**
 * One object of each class that a recording span is made of. V8 drops a hidden class with its last object, and all code that
 * was optimized for it: after a full collection at a moment without spans, the next thousands would run in slow code and
 * allocate half as much again. Whoever keeps these objects prevents that.
 */
export function shapesOf(span: SpanState): readonly object[] {
  if (!(span instanceof RecordingSpan)) return [];
  return [
    new RecordingSpan(span.owner, '', SpanKind.INTERNAL, TraceFlags.NONE, undefined),
    new EventState('', 0, 0, undefined),
  ];
}
