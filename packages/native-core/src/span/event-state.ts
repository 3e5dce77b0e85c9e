import type { Attributes, HrTime } from '@opentelemetry/api';
import { attributesOfList, type AttributeList } from './attribute-list';
import type { TimedEvent } from './readable-span';

/** An event in the form that is cheapest to make and to write; see {@link SpanState}. */
export class EventState {
  readonly name: string;
  readonly seconds: number;
  readonly nanos: number;
  /** Undefined: the event was added without attributes. */
  readonly attributes: AttributeList | undefined;
  readonly droppedAttributesCount: number;

  constructor(
    name: string,
    seconds: number,
    nanos: number,
    attributes: AttributeList | undefined,
    droppedAttributesCount: number,
  ) {
    this.name = name;
    this.seconds = seconds;
    this.nanos = nanos;
    this.attributes = attributes;
    this.droppedAttributesCount = droppedAttributesCount;
  }
}

/** The event as readers know it. */
export function timedEvent({
  name,
  seconds,
  nanos,
  attributes,
  droppedAttributesCount,
}: EventState): TimedEvent {
  const time: HrTime = [seconds, nanos];
  if (attributes === undefined) return { name, time };
  return { name, time, attributes: attributesOfList(attributes), droppedAttributesCount };
}

/** What a reader may have changed, back in the form that is written. */
export function eventState({
  name,
  time,
  attributes,
  droppedAttributesCount,
}: TimedEvent): EventState {
  const list = attributes && listOfAttributes(attributes);
  return new EventState(String(name), time[0], time[1], list, droppedAttributesCount ?? 0);
}

function listOfAttributes(attributes: Attributes): AttributeList {
  return Object.entries(attributes).flat();
}
