import type { Link, TraceState } from '@opentelemetry/api';
import { shownText } from '../../record/own-text';
import type { AttributeList } from '../../record/attribute-list';
import { checkedAttributes, checkedList } from '../../record/checked-attributes';
import { EventState, eventState } from '../span/event-state';
import { numberOf } from '../../values/time';
import type { TimedEvent } from '../span/readable-span';
import type { SpanState } from '../span/span-state';
import type { ValueReader } from '../../record/value-reader';

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
  const { values } = span.owner;
  return {
    name: typeof name === 'string' ? name : shownText(name),
    traceState: traceState === undefined ? '' : serialized(traceState),
    attributes: attributeList ?? checkedList(span.attributes, values),
    events:
      eventStates === undefined && extras === undefined
        ? kNoEvents
        : readEvents(eventStates, extras?.eventObjects, values),
    links: readLinks(extras?.linkList, values),
  };
}

function readEvents(
  states: readonly EventState[] | undefined,
  objects: readonly TimedEvent[] | undefined,
  values: ValueReader,
): readonly EventState[] {
  if (states === undefined)
    return Array.from(objects ?? [], (event) => checkedEvent(event, values));
  // Without a reader, nobody but us can have changed an event; its name is what the application gave.
  return states.every(hasTextName) ? states : states.map(withTextName);
}

function serialized(traceState: TraceState): string {
  const text: unknown = traceState.serialize();
  return typeof text === 'string' ? text : '';
}

function readLinks(
  links: readonly Link[] | undefined,
  values: ValueReader,
): readonly LinkContent[] {
  return links === undefined ? kNoLinks : Array.from(links, (link) => linkContent(link, values));
}

function linkContent(
  { context, attributes, droppedAttributesCount }: Link,
  values: ValueReader,
): LinkContent {
  const { traceId, spanId, traceFlags, isRemote, traceState } = context;
  return {
    traceId: shownText(traceId),
    spanId: shownText(spanId),
    traceFlags: numberOf(traceFlags),
    isRemote: isRemote === true,
    traceState: traceState === undefined ? '' : serialized(traceState),
    attributes: checkedList(attributes ?? {}, values),
    droppedAttributesCount: numberOf(droppedAttributesCount),
  };
}

function hasTextName(event: EventState): boolean {
  return typeof event.name === 'string';
}

function withTextName(event: EventState): EventState {
  const { name, seconds, nanos, attributes } = event;
  return new EventState(shownText(name), seconds, nanos, attributes);
}

/** Each property is read once: reading it a second time could give something else. */
function checkedEvent(event: TimedEvent, values: ValueReader): EventState {
  const { name, time, attributes, droppedAttributesCount } = event;
  return eventState({
    name,
    time,
    attributes: checkedAttributes(attributes ?? {}, values),
    ...(droppedAttributesCount !== undefined && { droppedAttributesCount }),
  });
}
