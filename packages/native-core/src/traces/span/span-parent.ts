import type { Span as ApiSpan, SpanContext } from '@opentelemetry/api';
import { TraceFlags, isSpanContextValid } from '@opentelemetry/api';
import {
  kLocalParentNotSampled,
  kLocalParentSampled,
  kNoParent,
  kRemoteParentNotSampled,
  kRemoteParentSampled,
} from '../sampling/decision-table';
import { randomWord, wordOfHex } from '../../values/ids';
import { RecordingSpan } from './recording-span';
import { kParentIsKnown, kParentIsRemote, kTraceFlagsMask } from './span-state';

/**
 * A valid parent of a span about to start: a span of this SDK, whose ids are copied as words, or the span context of any
 * other span.
 */
export type SpanParent = RecordingSpan | SpanContext;

export function validParent(span: ApiSpan | undefined): SpanParent | undefined {
  if (span === undefined) return undefined;
  if (span instanceof RecordingSpan && !span.owner.idsAreForeign) return span;
  const context = span.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context : undefined;
}

/** Returns the row of the decision table. */
export function originOf(parent: SpanParent | undefined): number {
  if (parent === undefined) return kNoParent;
  const sampled = (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
  const remote = !(parent instanceof RecordingSpan) && parent.isRemote === true;
  if (remote) return sampled ? kRemoteParentSampled : kRemoteParentNotSampled;
  return sampled ? kLocalParentSampled : kLocalParentNotSampled;
}

/** Returns the span context of a parent. A span of this SDK makes it now and keeps it, including the trace state. */
export function contextOf(parent: SpanParent): SpanContext {
  return parent instanceof RecordingSpan ? parent.spanContext() : parent;
}

/** Puts `child` into the trace of its parent, with the parent's trace state. */
export function adopt(child: RecordingSpan, parent: SpanParent): void {
  child.traceState = parent.traceState;
  child.parentFlags = kParentIsKnown | (parent.traceFlags & kTraceFlagsMask);
  if (parent instanceof RecordingSpan) {
    child.traceId0 = parent.traceId0;
    child.traceId1 = parent.traceId1;
    child.traceId2 = parent.traceId2;
    child.traceId3 = parent.traceId3;
    child.parentSpanId0 = parent.spanId0;
    child.parentSpanId1 = parent.spanId1;
    child.parentContext = parent.context;
    return;
  }
  setTraceId(child, parent.traceId);
  child.parentSpanId0 = wordOfHex(parent.spanId, 0);
  child.parentSpanId1 = wordOfHex(parent.spanId, 8);
  if (parent.isRemote === true) child.parentFlags |= kParentIsRemote;
  child.parentContext = parent;
}

export function setTraceId(span: RecordingSpan, hex: string): void {
  span.traceId0 = wordOfHex(hex, 0);
  span.traceId1 = wordOfHex(hex, 8);
  span.traceId2 = wordOfHex(hex, 16);
  span.traceId3 = wordOfHex(hex, 24);
}

export function setSpanId(span: RecordingSpan, hex: string): void {
  span.spanId0 = wordOfHex(hex, 0);
  span.spanId1 = wordOfHex(hex, 8);
}

export function setRandomTraceId(span: RecordingSpan): void {
  span.traceId0 = randomWord();
  span.traceId1 = randomWord();
  span.traceId2 = randomWord();
  // An id must not be all zero.
  span.traceId3 = randomWord() || 1;
}
