import type { SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@otel-native/native-core';

/** All that a span shows to readers, as plain data of this moment. */
export function viewOf(span: ReadableSpan): object {
  return {
    name: span.name,
    kind: span.kind,
    spanContext: plainContext(span.spanContext()),
    parentSpanContext: span.parentSpanContext && plainContext(span.parentSpanContext),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: span.status,
    attributes: Object.entries(span.attributes).map(plainEntry),
    events: span.events.map(({ attributes, ...event }) => ({
      ...event,
      attributes: attributes && Object.entries(attributes).map(plainEntry),
    })),
    links: span.links.map(({ attributes, context, ...link }) => ({
      ...link,
      context: plainContext(context),
      attributes: attributes && Object.entries(attributes).map(plainEntry),
    })),
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
    instrumentationScope: span.instrumentationScope,
    resource: span.resource.attributes,
  };
}

/** A span context that can be compared: its trace state as text. */
export function plainContext({ traceState, ...context }: SpanContext): object {
  return { ...context, traceState: traceState?.serialize() };
}

function plainEntry([key, value]: [string, unknown]): [string, unknown] {
  return [key, plainValue(value)];
}

/** A copy in which bytes are what they hold: upstream keeps a `Buffer` as it is, here it is copied to a `Uint8Array`. */
export function plainValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(plainEntry);
}
