import type { Attributes, Link, TraceState } from '@opentelemetry/api';
import { AttributeList, cleanValue } from '../span/attribute-list';
import { EventState, eventState } from '../span/event-state';
import { numberOf } from '../span/time';
import type { TimedEvent } from '../span/readable-span';
import type { SpanState } from '../span/span-state';

const kNoEvents: readonly EventState[] = [];
const kNoLinks: readonly LinkContent[] = [];

export interface LinkContent {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote: boolean;
  readonly traceState: string;
  readonly attributes: AttributeList;
  readonly droppedAttributesCount: number;
}

/**
 * The variable content of one span, read once from everything that applications and processors can put their own objects
 * into. After {@link readContent} no foreign code runs any more: sizes are final, and writing cannot throw.
 */
export interface SpanContent {
  readonly name: string;
  readonly traceState: string;
  readonly attributes: AttributeList;
  readonly events: readonly EventState[];
  readonly links: readonly LinkContent[];
}

export function readContent(span: SpanState): SpanContent {
  const { name, traceState, attributeList, eventStates, extras } = span;
  return {
    name: typeof name === 'string' ? name : String(name),
    traceState: traceState === undefined ? '' : serialized(traceState),
    attributes: attributeList ?? checkedList(span.attributes),
    events:
      eventStates === undefined && extras === undefined
        ? kNoEvents
        : readEvents(eventStates, extras?.eventObjects),
    links: extras === undefined ? kNoLinks : (extras.linkList?.map(linkContent) ?? kNoLinks),
  };
}

function readEvents(
  states: readonly EventState[] | undefined,
  objects: readonly TimedEvent[] | undefined,
): readonly EventState[] {
  if (states === undefined) return (objects ?? []).map(checkedEvent);
  // Without a reader, nobody but us can have changed an event; its name is what the application gave.
  return states.every(hasTextName) ? states : states.map(withTextName);
}

function serialized(traceState: TraceState): string {
  const text: unknown = traceState.serialize();
  return typeof text === 'string' ? text : '';
}

function linkContent({ context, attributes, droppedAttributesCount }: Link): LinkContent {
  const { traceId, spanId, traceFlags, isRemote, traceState } = context;
  return {
    traceId: String(traceId),
    spanId: String(spanId),
    traceFlags: numberOf(traceFlags),
    isRemote: isRemote === true,
    traceState: traceState === undefined ? '' : serialized(traceState),
    attributes: checkedList(attributes ?? {}),
    droppedAttributesCount: numberOf(droppedAttributesCount),
  };
}

function hasTextName(event: EventState): boolean {
  return typeof event.name === 'string';
}

function withTextName(event: EventState): EventState {
  const { name, seconds, nanos, attributes } = event;
  return new EventState(String(name), seconds, nanos, attributes);
}

function checkedEvent(event: TimedEvent): EventState {
  return eventState(
    event.attributes === undefined
      ? event
      : { ...event, attributes: checkedAttributes(event.attributes) },
  );
}

function checkedAttributes(attributes: Attributes | undefined): Attributes {
  const checked: Attributes = {};
  for (const [key, value] of Object.entries(attributes ?? {}))
    checked[key] = checkedValue(value) as never;
  return checked;
}

function checkedList(attributes: Attributes): AttributeList {
  const list = new AttributeList();
  for (const [key, value] of Object.entries(attributes)) list.push(key, checkedValue(value));
  return list;
}

/**
 * The value, or null in place of one that no receiver could be told. A copy, because reading it a second time could
 * give something else.
 */
function checkedValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return cleanValue('value', value, Infinity) ?? null;
}
