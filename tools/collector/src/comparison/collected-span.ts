import type {
  ComparableEvent,
  ComparableLink,
  ComparableSpan,
  TypedAttributes,
  TypedValue,
} from './comparable-span.ts';
import type {
  JsonEvent,
  JsonKeyValue,
  JsonLink,
  JsonRequest,
  JsonSpan,
  JsonValue,
} from './otlp-json.ts';

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

/** Throws on a key that is there twice, which OTLP does not allow. */
function collectedAttributes(attributes: readonly JsonKeyValue[] = []): TypedAttributes {
  const keys = attributes.map(({ key }) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw new Error(`the attribute key ${repeated} is there twice`);
  return Object.fromEntries(attributes.map(({ key, value }) => [key, collectedValue(value ?? {})]));
}

function collectedValue(value: JsonValue): TypedValue {
  if (value.stringValue !== undefined) return { string: value.stringValue };
  if (value.boolValue !== undefined) return { bool: value.boolValue };
  if (value.intValue !== undefined) return { int: String(value.intValue) };
  if (value.doubleValue !== undefined) return { double: String(value.doubleValue) };
  if (value.bytesValue !== undefined) return { base64: value.bytesValue };
  if (value.arrayValue) return { array: (value.arrayValue.values ?? []).map(collectedValue) };
  if (value.kvlistValue) return { map: collectedAttributes(value.kvlistValue.values) };
  return {};
}
