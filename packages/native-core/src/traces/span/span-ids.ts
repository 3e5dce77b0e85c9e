import type { TraceState } from '@opentelemetry/api';
import { randomWord, type IdGenerator } from '../../values/ids';
import { newId } from './new-id';
import type { RecordingSpan } from './recording-span';
import { makeSpanContext } from './span-context';
import { adopt, contextOf, setRandomTraceId, setSpanId, setTraceId } from './span-parent';
import type { SpanParent } from './span-parent';

/** Sets random ids: in the trace of the parent, or in a new trace. */
export function setRandomIds(span: RecordingSpan, parent: SpanParent | undefined): void {
  if (parent === undefined) setRandomTraceId(span);
  else adopt(span, parent);
  span.spanId0 = randomWord();
  // An id must not be all zero.
  span.spanId1 = randomWord() || 1;
}

/** Sets the ids of a generator, in the trace of the parent, in the trace `traceId`, or in a new trace. */
export function setIds(
  span: RecordingSpan,
  parent: SpanParent | undefined,
  traceState: TraceState | undefined,
  generator: IdGenerator | undefined,
  traceId = traceIdOf(parent, generator),
): void {
  if (parent !== undefined) adopt(span, parent);
  span.traceState = traceState;
  const spanId = newId(generator, 'generateSpanId');
  span.context = makeSpanContext(traceId, spanId, span.traceFlags, traceState);
  setTraceId(span, traceId);
  setSpanId(span, spanId);
}

/** Returns the id of the parent's trace; a new one without a parent. */
export function traceIdOf(
  parent: SpanParent | undefined,
  generator: IdGenerator | undefined,
): string {
  return parent === undefined ? newId(generator, 'generateTraceId') : contextOf(parent).traceId;
}
