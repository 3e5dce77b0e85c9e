import type { Attributes } from '@opentelemetry/api';
import { checkedList } from '../../record/checked-attributes';
import { kTokenBytes } from '../../record/flat-value';
import { shownText } from '../../record/own-text';
import { kMaxBytesPerUnit } from '../../record/record-memory';
import type { ValueReader } from '../../record/value-reader';
import { numberOf } from '../../values/time';
import { FlatParts, type PartRules } from './flat-parts';
import type { TimedEvent } from './readable-span';

const kHeaderTokens = 6;
/** Tokens that the next span's list has room for from the start: as many as the last list had. */
let room = 16;

/** The events of a span. A header is the name, seconds and nanoseconds, and what all parts have. */
export class FlatEvents extends FlatParts {
  constructor() {
    super(kHeaderTokens, room);
  }

  /** Reads events that a reader may have changed. Reads each property once: a second read could return something else. */
  static of(objects: readonly TimedEvent[], values: ValueReader): FlatEvents {
    const events = new FlatEvents();
    for (const { name, time, attributes, droppedAttributesCount } of Array.from(objects)) {
      const list = checkedList(attributes ?? {}, values);
      const bytes = events.#begin(name, numberOf(time[0]), numberOf(time[1]));
      events.addList(bytes, list, numberOf(droppedAttributesCount));
    }
    return events;
  }

  /** Adds an event. Throws what reading its attributes throws; then adds nothing. */
  add(
    name: string,
    seconds: number,
    nanos: number,
    attributes: Attributes | undefined,
    rules: PartRules,
  ): void {
    this.addRead(this.#begin(name, seconds, nanos), attributes, rules);
    room = this.roomForNext;
  }

  #begin(name: unknown, seconds: number, nanos: number): number {
    const { tokens, end } = this;
    tokens[end] = name;
    tokens[end + 1] = seconds;
    tokens[end + 2] = nanos;
    const { length } = typeof name === 'string' ? name : shownText(name);
    return kTokenBytes * kHeaderTokens + kMaxBytesPerUnit * length;
  }

  /** Returns the name as it is exported: the application may have passed anything. */
  name(at: number): string {
    const name = this.tokens[at];
    return typeof name === 'string' ? name : shownText(name);
  }

  seconds(at: number): number {
    return this.tokens[at + 1] as number;
  }

  nanos(at: number): number {
    return this.tokens[at + 2] as number;
  }

  /** Returns the events as readers see them. */
  toObjects(): TimedEvent[] {
    const objects: TimedEvent[] = [];
    for (let at = this.start; at < this.end; at = this.after(at)) objects.push(this.#object(at));
    return objects;
  }

  #object(at: number): TimedEvent {
    return {
      name: this.tokens[at] as string,
      time: [this.seconds(at), this.nanos(at)],
      ...this.shownAttributes(at),
    };
  }
}
