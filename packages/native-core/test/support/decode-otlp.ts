import { ExportTraceServiceRequest } from 'otlp-receiver/message-types';

/** An attribute value that says its OTLP type: an integer is not a double, bytes are not a string. */
export type DecodedValue =
  | { string: string }
  | { bool: boolean }
  | { int: string }
  | { double: number }
  | { bytes: string }
  | { array: DecodedValue[] }
  | { map: DecodedAttribute[] }
  | 'empty';

export type DecodedAttribute = readonly [key: string, value: DecodedValue];

export interface DecodedEvent {
  name: string;
  timeUnixNano: string;
  attributes: DecodedAttribute[];
  droppedAttributesCount: number;
}

export interface DecodedLink {
  traceId: string;
  spanId: string;
  traceState: string;
  flags: number;
  attributes: DecodedAttribute[];
  droppedAttributesCount: number;
}

export interface DecodedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  traceState: string;
  flags: number;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: DecodedAttribute[];
  droppedAttributesCount: number;
  events: DecodedEvent[];
  droppedEventsCount: number;
  links: DecodedLink[];
  droppedLinksCount: number;
  status: { code: number; message: string };
  scope: { name: string; version: string; schemaUrl: string };
  resource: { attributes: DecodedAttribute[]; schemaUrl: string };
}

// The part of the OTLP messages that is read here; the generated decoder has no types.
export interface RawValue {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string;
  doubleValue?: number;
  bytesValue?: Uint8Array;
  arrayValue?: { values: RawValue[] };
  kvlistValue?: { values: RawAttribute[] };
}

export interface RawAttribute {
  key: string;
  value: RawValue | null;
}

type Raw<T> = Omit<T, 'traceId' | 'spanId' | 'parentSpanId' | 'attributes'> & {
  traceId: Uint8Array;
  spanId: Uint8Array;
  attributes: RawAttribute[];
};

interface RawSpan extends Raw<
  Omit<DecodedSpan, 'events' | 'links' | 'status' | 'scope' | 'resource'>
> {
  parentSpanId: Uint8Array;
  events: (Omit<DecodedEvent, 'attributes'> & { attributes: RawAttribute[] })[];
  links: Raw<DecodedLink>[];
  status: { code: number; message: string } | null;
}

interface RawRequest {
  resourceSpans: {
    resource: { attributes: RawAttribute[] } | null;
    schemaUrl: string;
    scopeSpans: {
      scope: { name: string; version: string } | null;
      schemaUrl: string;
      spans: RawSpan[];
    }[];
  }[];
}

/** The spans of one `ExportTraceServiceRequest`, in their order there, as plain objects. */
export function decodeSpans(bytes: Uint8Array): DecodedSpan[] {
  const message = ExportTraceServiceRequest.decode(bytes);
  const options = { longs: String, defaults: true };
  const request = ExportTraceServiceRequest.toObject(message, options) as RawRequest;
  return request.resourceSpans.flatMap(({ resource, schemaUrl, scopeSpans }) =>
    scopeSpans.flatMap((group) =>
      group.spans.map((span) => ({
        ...decodeSpan(span),
        scope: {
          name: group.scope?.name ?? '',
          version: group.scope?.version ?? '',
          schemaUrl: group.schemaUrl,
        },
        resource: { attributes: decodeAttributes(resource?.attributes ?? []), schemaUrl },
      })),
    ),
  );
}

function decodeSpan(span: RawSpan): Omit<DecodedSpan, 'scope' | 'resource'> {
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
    attributes: decodeAttributes(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map((event) => ({
      ...event,
      attributes: decodeAttributes(event.attributes),
    })),
    droppedEventsCount: span.droppedEventsCount,
    links: span.links.map((link) => ({
      ...link,
      traceId: hex(link.traceId),
      spanId: hex(link.spanId),
      attributes: decodeAttributes(link.attributes),
    })),
    droppedLinksCount: span.droppedLinksCount,
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
  };
}

export function decodeAttributes(attributes: RawAttribute[]): DecodedAttribute[] {
  return attributes.map(({ key, value }) => [key, decodeValue(value)]);
}

function decodeValue(value: RawValue | null): DecodedValue {
  const [kind] = Object.keys(value ?? {}) as (keyof RawValue)[];
  if (value === null || kind === undefined) return 'empty';
  switch (kind) {
    case 'stringValue':
      return { string: value.stringValue! };
    case 'boolValue':
      return { bool: value.boolValue! };
    case 'intValue':
      return { int: value.intValue! };
    case 'doubleValue':
      return { double: value.doubleValue! };
    case 'bytesValue':
      return { bytes: hex(value.bytesValue!) };
    case 'arrayValue':
      return { array: value.arrayValue!.values.map(decodeValue) };
    case 'kvlistValue':
      return { map: decodeAttributes(value.kvlistValue!.values) };
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
