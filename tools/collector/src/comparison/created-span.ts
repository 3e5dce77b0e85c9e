import type { HrTime, Link, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@otel-native/native-core';

import type { ComparableEvent, ComparableLink, ComparableSpan } from './comparable-span.ts';
import { createdAttributes } from './created-value.ts';

const kRemoteIsKnown = 0x100;
const kIsRemote = 0x200;

/** What has to arrive for a span, resource apart: its attributes may not be known yet when the first span ends. */
export function createdSpan(span: ReadableSpan): Omit<ComparableSpan, 'resource'> {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const { name, version = '', schemaUrl = '' } = span.instrumentationScope;
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? '',
    traceState: traceState?.serialize() ?? '',
    flags: flags(traceFlags, span.parentSpanContext),
    name: span.name.toWellFormed(),
    // The API counts from internal = 0, OTLP from unspecified = 0.
    kind: span.kind + 1,
    startTimeUnixNano: unixNano(span.startTime),
    endTimeUnixNano: unixNano(span.endTime),
    attributes: createdAttributes(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map(createdEvent),
    droppedEventsCount: span.droppedEventsCount,
    links: span.links.map(createdLink),
    droppedLinksCount: span.droppedLinksCount,
    status: { code: span.status.code, message: span.status.message ?? '' },
    scope: { name, version, schemaUrl },
  };
}

function createdEvent(event: ReadableSpan['events'][number]): ComparableEvent {
  return {
    name: event.name,
    timeUnixNano: unixNano(event.time),
    attributes: createdAttributes(event.attributes ?? {}),
    droppedAttributesCount: event.droppedAttributesCount ?? 0,
  };
}

export function createdLink(link: Link): ComparableLink {
  const { traceId, spanId, traceFlags, traceState } = link.context;
  return {
    traceId,
    spanId,
    traceState: traceState?.serialize() ?? '',
    flags: flags(traceFlags, link.context),
    attributes: createdAttributes(link.attributes ?? {}),
    droppedAttributesCount: link.droppedAttributesCount ?? 0,
  };
}

function flags(traceFlags: number, remote: SpanContext | undefined): number {
  return traceFlags | kRemoteIsKnown | (remote?.isRemote === true ? kIsRemote : 0);
}

export function unixNano([seconds, nanoseconds]: HrTime): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds));
}
