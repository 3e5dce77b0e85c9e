import { collectedAttributes } from './collected-value.ts';
import type { ComparableEvent, ComparableLink, ComparableSpan } from './comparable-span.ts';
import type { JsonEvent, JsonLink, JsonRequest, JsonSpan } from './otlp-json.ts';

/** All spans of one line of the Collector's file. */
export function collectedSpans(line: string): ComparableSpan[] {
  const { resourceSpans = [] } = JSON.parse(line) as JsonRequest;
  return resourceSpans.flatMap(
    ({ resource, schemaUrl: resourceSchemaUrl = '', scopeSpans = [] }) => {
      const attributes = collectedAttributes(resource?.attributes);
      return scopeSpans.flatMap(({ scope, schemaUrl = '', spans = [] }) =>
        spans.map((span) => ({
          ...collectedSpan(span),
          scope: { name: scope?.name ?? '', version: scope?.version ?? '', schemaUrl },
          resource: { attributes, schemaUrl: resourceSchemaUrl },
        })),
      );
    },
  );
}

function collectedSpan(span: JsonSpan): Omit<ComparableSpan, 'scope' | 'resource'> {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    traceState: span.traceState ?? '',
    flags: span.flags ?? 0,
    name: span.name ?? '',
    kind: span.kind ?? 0,
    startTimeUnixNano: span.startTimeUnixNano ?? '0',
    endTimeUnixNano: span.endTimeUnixNano ?? '0',
    attributes: collectedAttributes(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount ?? 0,
    events: (span.events ?? []).map(collectedEvent),
    droppedEventsCount: span.droppedEventsCount ?? 0,
    links: (span.links ?? []).map(collectedLink),
    droppedLinksCount: span.droppedLinksCount ?? 0,
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
  };
}

function collectedEvent(event: JsonEvent): ComparableEvent {
  return {
    name: event.name ?? '',
    timeUnixNano: event.timeUnixNano ?? '0',
    attributes: collectedAttributes(event.attributes),
    droppedAttributesCount: event.droppedAttributesCount ?? 0,
  };
}

function collectedLink(link: JsonLink): ComparableLink {
  return {
    traceId: link.traceId ?? '',
    spanId: link.spanId ?? '',
    traceState: link.traceState ?? '',
    flags: link.flags ?? 0,
    attributes: collectedAttributes(link.attributes),
    droppedAttributesCount: link.droppedAttributesCount ?? 0,
  };
}
