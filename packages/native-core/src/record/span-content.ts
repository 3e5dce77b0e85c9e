import type { Attributes, Link, TraceState } from '@opentelemetry/api';
import { cleanValue, type AttributeList } from '../span/attribute-list';
import { maxListBytes } from './value-encoder';
import { EventState, eventState } from '../span/event-state';
import type { TimedEvent } from '../span/readable-span';
import type { SpanState } from '../span/span-state';

const kNoAttributes: readonly unknown[] = [];
const kNoEvents: readonly EventState[] = [];
const kNoLinks: readonly LinkContent[] = [];

/** A link with its trace state as text. */
export interface LinkContent {
  readonly link: Link;
  readonly traceState: string;
}

/**
 * The variable content of one span, read once from everything that applications and processors can put their own objects
 * into. After `read` no foreign code runs any more: sizes are final, and writing cannot throw.
 */
export class SpanContent {
  name = '';
  traceState = '';
  attributes: readonly unknown[] = kNoAttributes;
  /** Bytes that the attributes take at most. */
  attributeBytes = 0;
  events: readonly EventState[] = kNoEvents;
  links: readonly LinkContent[] = kNoLinks;

  read(span: SpanState): void {
    const { name, traceState, attributeList, eventStates, eventObjects, linkList } = span;
    this.name = typeof name === 'string' ? name : String(name);
    this.traceState = traceState === undefined ? '' : serialized(traceState);
    this.attributes = attributeList ?? checkedList(span.attributes);
    this.attributeBytes =
      attributeList === undefined ? maxListBytes(this.attributes) : span.attributeBytes;
    // Without a reader, nobody but us can have changed an event; its name is what the application gave.
    if (eventStates !== undefined) {
      this.events = eventStates.every(hasTextName) ? eventStates : eventStates.map(withTextName);
    } else if (eventObjects !== undefined) {
      this.events = eventObjects.map(checkedEvent);
    }
    if (linkList !== undefined) this.links = linkList.map(linkContent);
  }

  /** Lets go of what was read: an ended span keeps nothing alive. */
  clear(): void {
    this.attributes = kNoAttributes;
    this.events = kNoEvents;
    this.links = kNoLinks;
  }
}

function serialized(traceState: TraceState): string {
  const text: unknown = traceState.serialize();
  return typeof text === 'string' ? text : '';
}

function linkContent(link: Link): LinkContent {
  const { context } = link;
  return {
    link: { ...link, attributes: checkedAttributes(link.attributes) },
    traceState: context.traceState === undefined ? '' : serialized(context.traceState),
  };
}

function hasTextName(event: EventState): boolean {
  return typeof event.name === 'string';
}

function withTextName(event: EventState): EventState {
  const { name, seconds, nanos, attributes, droppedAttributesCount } = event;
  return new EventState(String(name), seconds, nanos, attributes, droppedAttributesCount);
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
  return Object.entries(attributes).flatMap(([key, value]) => [key, checkedValue(value)]);
}

/**
 * The value, or null in place of one that no receiver could be told. A copy, because reading it a second time could
 * give something else.
 */
function checkedValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return cleanValue('value', value, Infinity) ?? null;
}
