import {
  decodeTraceRequest,
  type Event,
  type Link,
  type ResourceSpans,
  type ScopeSpans,
  type Span,
} from './otlp-messages.ts';
import { plainAttributes } from './plain-value.ts';
import type {
  ReceivedEvent,
  ReceivedLink,
  ReceivedResource,
  ReceivedScope,
  ReceivedSpan,
} from './received-span.ts';

/** All spans of a protobuf `ExportTraceServiceRequest`, in the order they have there. Throws on anything else. */
export function decodeSpans(bytes: Uint8Array): ReceivedSpan[] {
  return decodeTraceRequest(bytes).resourceSpans.flatMap((resourceSpans) => {
    const resource = plainResource(resourceSpans);
    return resourceSpans.scopeSpans.flatMap((scopeSpans) => {
      const scope = plainScope(scopeSpans);
      return scopeSpans.spans.map((span) => plainSpan(span, scope, resource));
    });
  });
}

function plainSpan(span: Span, scope: ReceivedScope, resource: ReceivedResource): ReceivedSpan {
  return {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    traceState: span.traceState,
    flags: span.flags,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    attributes: plainAttributes(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map(plainEvent),
    droppedEventsCount: span.droppedEventsCount,
    links: span.links.map(plainLink),
    droppedLinksCount: span.droppedLinksCount,
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
    scope,
    resource,
  };
}

function plainEvent(event: Event): ReceivedEvent {
  return {
    name: event.name,
    timeUnixNano: event.timeUnixNano,
    attributes: plainAttributes(event.attributes),
    droppedAttributesCount: event.droppedAttributesCount,
  };
}

function plainLink(link: Link): ReceivedLink {
  return {
    traceId: hex(link.traceId),
    spanId: hex(link.spanId),
    traceState: link.traceState,
    flags: link.flags,
    attributes: plainAttributes(link.attributes),
    droppedAttributesCount: link.droppedAttributesCount,
  };
}

export function plainScope({
  scope,
  schemaUrl,
}: Pick<ScopeSpans, 'scope' | 'schemaUrl'>): ReceivedScope {
  return {
    name: scope?.name ?? '',
    version: scope?.version ?? '',
    attributes: plainAttributes(scope?.attributes ?? []),
    schemaUrl,
  };
}

export function plainResource({
  resource,
  schemaUrl,
}: Pick<ResourceSpans, 'resource' | 'schemaUrl'>): ReceivedResource {
  return {
    attributes: plainAttributes(resource?.attributes ?? []),
    droppedAttributesCount: resource?.droppedAttributesCount ?? 0,
    schemaUrl,
  };
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
