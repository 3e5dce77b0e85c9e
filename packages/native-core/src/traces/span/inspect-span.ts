import {
  inspectAs,
  settledAttributes,
  type Inspect,
  type InspectOptions,
} from '../../values/inspect';
import type { ReadableSpan } from './readable-span';

export function inspectSpan(
  span: ReadableSpan,
  depth: number,
  options: InspectOptions,
  inspect: Inspect,
): unknown {
  const payload = {
    name: span.name,
    kind: span.kind,
    spanContext: span.spanContext(),
    parentSpanContext: span.parentSpanContext,
    status: span.status,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    attributes: span.attributes,
    events: span.events,
    links: span.links,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
    instrumentationScope: span.instrumentationScope,
    resource: { attributes: settledAttributes(span.resource) },
  };
  return inspectAs('RecordingSpan', payload, depth, options, inspect);
}
