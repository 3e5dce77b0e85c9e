import type { Attributes, Link, TraceState } from '@opentelemetry/api';
import { cleanValue, type AttributeList } from '../span/attribute-list';
import type { TimedEvent } from '../span/readable-span';
import type { SpanState } from '../span/span-state';

const kNoEvents: readonly TimedEvent[] = [];
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
  attributes: AttributeList = [];
  events: readonly TimedEvent[] = kNoEvents;
  links: readonly LinkContent[] = kNoLinks;

  read(span: SpanState): void {
    const { name, traceState, attributeList, eventList, linkList } = span;
    this.name = typeof name === 'string' ? name : String(name);
    this.traceState = traceState === undefined ? '' : serialized(traceState);
    this.attributes = attributeList ?? checkedList(span.attributes);
    // Processors may have put anything into events; without processors only our own code has.
    this.events =
      eventList === undefined ? kNoEvents : span.owner.processors === undefined ? eventList : eventList.map(checkedEvent);
    this.links = linkList === undefined ? kNoLinks : linkList.map(linkContent);
  }

  /** Lets go of what was read: an ended span keeps nothing alive. */
  clear(): void {
    this.attributes = [];
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

function checkedEvent(event: TimedEvent): TimedEvent {
  return { ...event, name: String(event.name), attributes: checkedAttributes(event.attributes) };
}

function checkedAttributes(attributes: Attributes | undefined): Attributes {
  const checked: Attributes = {};
  for (const [key, value] of Object.entries(attributes ?? {})) checked[key] = checkedValue(value) as never;
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
