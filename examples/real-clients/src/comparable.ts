import type { PlainAttributes, PlainValue, ReceivedSpan } from 'otlp-receiver';

/** Attributes whose values differ from run to run, with the types of their values: they have to be there all the same. */
const volatileKeys = [
  /\.port$/,
  /^process\.pid$/,
  /^process\.parent_pid$/,
  /^process\.command_args$/,
  /^service\.instance\.id$/,
  // A moment, a duration, a rate.
  /timestamp$/i,
  /\bms[A-Z]|Ms$|duration|PerSecond$|\.time_(to|per)_|per_second/,
  // The SDKs are called differently.
  /^telemetry\.sdk\./,
];

/** Parts of texts that differ. */
const volatileTexts: readonly (readonly [RegExp, string])[] = [
  [/\b(127\.0\.0\.1|localhost):\d+/g, '$1:PORT'],
  // Stack frames of what differs: the context managers, and how they are called.
  [/\n +at .*(context-native|context-async-hooks|AsyncLocalStorage).*/g, ''],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID'],
];

/** What only one of the SDKs says of itself. */
const ownKeys = /^telemetry\.distro\./;

export interface ComparableSpan {
  readonly name: string;
  readonly kind: number;
  readonly [field: string]: unknown;
  readonly children: readonly ComparableSpan[];
}

/** Spans as trees, without what differs between two runs of one program: ids, times, ports, and the order of arrival. */
export function comparable(spans: readonly ReceivedSpan[]): ComparableSpan[] {
  const known = new Map(spans.map((span) => [idOf(span), span]));
  const isRoot = (span: ReceivedSpan) =>
    !known.has(idOf({ traceId: span.traceId, spanId: span.parentSpanId }));
  return inOrder(spans.filter(isRoot).map((root) => toTree(root, spans, known)));
}

function toTree(
  span: ReceivedSpan,
  spans: readonly ReceivedSpan[],
  known: ReadonlyMap<string, ReceivedSpan>,
): ComparableSpan {
  const children = spans.filter(
    ({ traceId, parentSpanId }) => traceId === span.traceId && parentSpanId === span.spanId,
  );
  const { name, kind, flags, traceState, status, scope, resource } = span;
  return {
    name: fixedText(name),
    kind,
    scope: { ...scope, attributes: fixedAttributes(scope.attributes) },
    parent: parentOf(span, known),
    attributes: fixedAttributes(span.attributes),
    status: { ...status, message: fixedText(status.message) },
    flags,
    traceState,
    events: span.events.map((event) => ({
      name: event.name,
      attributes: fixedAttributes(event.attributes),
      droppedAttributesCount: event.droppedAttributesCount,
    })),
    links: span.links.map((link) => ({
      to: known.get(idOf(link))?.name ?? 'elsewhere',
      sameTrace: link.traceId === span.traceId,
      traceState: link.traceState,
      flags: link.flags,
      attributes: fixedAttributes(link.attributes),
      droppedAttributesCount: link.droppedAttributesCount,
    })),
    dropped: [
      span.droppedAttributesCount,
      span.droppedEventsCount,
      span.droppedLinksCount,
      resource.droppedAttributesCount,
    ],
    resource: { ...resource, attributes: fixedAttributes(resource.attributes) },
    children: inOrder(children.map((child) => toTree(child, spans, known))),
  };
}

/** A parent that was not received is remote, and its id came from outside: it is not made up by the run. */
function parentOf(
  { traceId, parentSpanId }: ReceivedSpan,
  known: ReadonlyMap<string, ReceivedSpan>,
): string {
  if (parentSpanId === '') return 'none';
  return known.get(idOf({ traceId, spanId: parentSpanId }))?.name ?? `${traceId} ${parentSpanId}`;
}

function idOf({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId} ${spanId}`;
}

/** Keys in alphabetical order: in which order attributes were set is of no meaning. */
export function fixedAttributes(attributes: PlainAttributes): PlainAttributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => !ownKeys.test(key))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, isVolatile(key) ? typeOf(value) : fixedValue(value)]),
  );
}

function isVolatile(key: string): boolean {
  return volatileKeys.some((pattern) => pattern.test(key));
}

function fixedValue(value: PlainValue): PlainValue {
  if (typeof value === 'string') return fixedText(value);
  if (Array.isArray(value)) return value.map(fixedValue);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return fixedAttributes(value);
}

function fixedText(text: string): string {
  return volatileTexts.reduce((fixed, [pattern, name]) => fixed.replace(pattern, name), text);
}

function typeOf(value: PlainValue): string {
  return Array.isArray(value) ? `<${value.map(typeOf).join(' ')}>` : `<${typeof value}>`;
}

function inOrder(spans: readonly ComparableSpan[]): ComparableSpan[] {
  return spans
    .map((span) => ({ span, text: JSON.stringify(span) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ span }) => span);
}
