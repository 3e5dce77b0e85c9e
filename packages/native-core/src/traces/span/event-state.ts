import type { HrTime } from '@opentelemetry/api';
import { AttributeList } from '../../record/attribute-list';
import { shownText } from '../../record/own-text';
import type { TimedEvent } from './readable-span';
import { numberOf } from '../../values/time';

/** The data of an event in the form that is cheapest to make and to write, as in {@link SpanState}. */
export class EventState {
  readonly name: string;
  readonly seconds: number;
  readonly nanos: number;
  /** Undefined when the event was added without attributes. */
  readonly attributes: AttributeList | undefined;

  constructor(name: string, seconds: number, nanos: number, attributes: AttributeList | undefined) {
    this.name = name;
    this.seconds = seconds;
    this.nanos = nanos;
    this.attributes = attributes;
  }
}

/** Returns the event as `events` of a span shows it. */
export function timedEvent({ name, seconds, nanos, attributes: list }: EventState): TimedEvent {
  const time: HrTime = [seconds, nanos];
  if (list === undefined) return { name, time };
  return { name, time, attributes: list.toObject(), droppedAttributesCount: list.droppedCount };
}

/** Converts an event, which a reader may have changed, back into the form that is written. */
export function eventState(event: TimedEvent): EventState {
  const { name, time, attributes, droppedAttributesCount } = event;
  const list = AttributeList.of(attributes ?? {});
  list.droppedCount = numberOf(droppedAttributesCount);
  return new EventState(shownText(name), numberOf(time[0]), numberOf(time[1]), list);
}
