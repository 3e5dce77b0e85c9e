import type { HrTime } from '@opentelemetry/api';
import { AttributeList } from '../../record/attribute-list';
import { shownText } from '../../record/own-text';
import type { TimedEvent } from './readable-span';
import { numberOf } from '../../values/time';

/** An event in the form that is cheapest to make and to write; see {@link SpanState}. */
export class EventState {
  readonly name: string;
  readonly seconds: number;
  readonly nanos: number;
  /** Undefined: the event was added without attributes. */
  readonly attributes: AttributeList | undefined;

  constructor(name: string, seconds: number, nanos: number, attributes: AttributeList | undefined) {
    this.name = name;
    this.seconds = seconds;
    this.nanos = nanos;
    this.attributes = attributes;
  }
}

/** The event as readers know it. */
export function timedEvent({ name, seconds, nanos, attributes: list }: EventState): TimedEvent {
  const time: HrTime = [seconds, nanos];
  if (list === undefined) return { name, time };
  return { name, time, attributes: list.toObject(), droppedAttributesCount: list.droppedCount };
}

/** What a reader may have changed, back in the form that is written. */
export function eventState(event: TimedEvent): EventState {
  const { name, time, attributes, droppedAttributesCount } = event;
  const list = AttributeList.of(attributes ?? {});
  list.droppedCount = numberOf(droppedAttributesCount);
  return new EventState(shownText(name), numberOf(time[0]), numberOf(time[1]), list);
}
