import type {
  AnyValue,
  Attributes,
  Exception,
  Link,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api';
import { SpanStatusCode, TraceFlags, diag } from '@opentelemetry/api';
import { isTimeInput } from '@opentelemetry/core';
import { isPlainValue } from '../../record/attribute-list';
import { exceptionAttributes } from './exception';
import { FlatEvents } from './flat-events';
import { FlatLinks } from './flat-links';
import type { Span } from './readable-span';
import { hasOwnProperty, setOwn } from '../../values/own-property';
import { anyText, shownText } from '../../record/own-text';
import type { SpanOwner } from './span-owner';
import { SpanState, kPhaseEnded, kPhaseEnding } from './span-state';
import { hrTimeBetween, kNanosPerSecond } from '../../values/time';

/** Returns true unless the key is empty or begins with a digit. */
function startsAsName(key: string): boolean {
  const first = key.charCodeAt(0);
  return first > kDigitNine || first < kDigitZero;
}

const kDigitZero = 48;
const kDigitNine = 57;

/**
 * A span that records: the writing half of the API. https://opentelemetry.io/docs/specs/otel/trace/api/#span
 *
 * Its private methods are private by type only: `#methods` would add a property to every span, and a step to its creation.
 */
export class RecordingSpan extends SpanState<SpanOwner> implements Span {
  setAttribute(key: string, value: AnyValue): this {
    if (this.refusedAsEnded()) return this;
    const { limits, values } = this.owner;
    const list = this.attributeList;
    // A repeated key counts twice here, which only leads to the exact path below sooner. Keys that look like indices need
    // that path too: an object lists them first, whenever they were set.
    if (
      list === undefined ||
      list.length >= 2 * limits.attributeCountLimit ||
      typeof key !== 'string' ||
      !startsAsName(key)
    ) {
      this.setExactly(key, value);
    } else if (isPlainValue(value, values.plainLength)) {
      list.push(key, value);
    } else {
      const clean = values.readFlat(key, value);
      if (clean !== undefined) list.push(key, clean);
    }
    return this;
  }

  setAttributes(attributes: Attributes): this {
    try {
      for (const key in attributes) {
        if (hasOwnProperty.call(attributes, key)) this.setAttribute(key, attributes[key]);
      }
    } catch (error) {
      diag.warn('Attributes could not be read', error);
    }
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, timeStamp?: TimeInput): this {
    if (this.refusedAsEnded()) return this;
    const { eventCountLimit } = this.owner.limits;
    if (eventCountLimit === 0) {
      diag.warn('No events allowed.');
      this.droppedEventsCount++;
      return this;
    }
    try {
      const timeComesSecond = isTimeInput(attributesOrTime);
      const time =
        timeComesSecond && !isTimeInput(timeStamp) ? (attributesOrTime as TimeInput) : timeStamp;
      const attributes = timeComesSecond ? undefined : (attributesOrTime as Attributes | undefined);
      this.takeEvent(name, time, attributes);
    } catch (error) {
      diag.warn('An event could not be read', error);
      this.droppedEventsCount++;
    }
    return this;
  }

  private takeEvent(
    name: string,
    time: TimeInput | undefined,
    attributes: Attributes | undefined,
  ): void {
    let nanos = time === undefined ? this.quickNanos() : -1;
    let seconds = this.startSeconds;
    if (nanos < 0) {
      [seconds, nanos] = this.hrTimeOf(time);
    } else if (nanos >= kNanosPerSecond) {
      seconds++;
      nanos -= kNanosPerSecond;
    }
    const { limits, eventRules } = this.owner;
    const events = this.eventsToAddTo();
    events.add(name, seconds, nanos, attributes, eventRules);
    this.keepEvents(events, limits.eventCountLimit);
  }

  /** Returns the list of the span, or a list of its own for one event when the events are objects. */
  private eventsToAddTo(): FlatEvents {
    if (this.extras?.eventObjects !== undefined) return new FlatEvents();
    // A getter in the attributes of an event adds this one: the events become objects, and stay it.
    if (this.flatEvents?.isReading) return (void this.events, new FlatEvents());
    return (this.flatEvents ??= new FlatEvents());
  }

  /** Keeps the event that was added last. At the limit, drops the oldest one. */
  private keepEvents(added: FlatEvents, limit: number): void {
    let isOver: boolean;
    if (added === this.flatEvents) {
      isOver = added.count > limit;
      if (isOver) added.dropFirst();
    } else {
      const { events } = this;
      isOver = events.length >= limit;
      if (isOver) events.shift();
      events.push(added.toObjects().at(-1)!);
    }
    if (isOver && this.droppedEventsCount++ === 0) diag.debug('Dropping extra events.');
  }

  addLink(link: Link): this {
    if (this.refusedAsEnded()) return this;
    const { limits, linkRules } = this.owner;
    const { linkCountLimit } = limits;
    if (linkCountLimit === 0) {
      this.droppedLinksCount++;
      return this;
    }
    try {
      const added = this.linksToAddTo();
      added.add(link, linkRules);
      this.keepLinks(added, linkCountLimit);
    } catch (error) {
      diag.warn('A link could not be read', error);
      this.droppedLinksCount++;
    }
    return this;
  }

  /** As `eventsToAddTo`, for links. */
  private linksToAddTo(): FlatLinks {
    if (this.extras?.linkObjects !== undefined) return new FlatLinks();
    if (this.flatLinks?.isReading) return (void this.links, new FlatLinks());
    return (this.flatLinks ??= new FlatLinks());
  }

  /** As `keepEvents`, for links. */
  private keepLinks(added: FlatLinks, limit: number): void {
    let isOver: boolean;
    if (added === this.flatLinks) {
      isOver = added.count > limit;
      if (isOver) added.dropFirst();
    } else {
      const { links } = this;
      isOver = links.length >= limit;
      if (isOver) links.shift();
      links.push(added.toObjects().at(-1)!);
    }
    if (isOver && this.droppedLinksCount++ === 0) diag.debug('Dropping extra links.');
  }

  addLinks(links: Link[]): this {
    try {
      for (const link of links) {
        // A list may have any number of holes.
        if (link == null) throw new TypeError('a link is no object');
        this.addLink(link);
      }
    } catch (error) {
      diag.warn('Links could not be read', error);
    }
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    const attributes = exceptionAttributes(exception);
    if (attributes['exception.type'] || attributes['exception.message']) {
      this.addEvent('exception', attributes, time);
    } else {
      diag.warn('Failed to record an exception that has neither a type nor a message');
    }
  }

  /** Sets the status. OK is final, and UNSET is ignored: https://opentelemetry.io/docs/specs/otel/trace/api/#set-status */
  setStatus(status: SpanStatus): this {
    if (this.refusedAsEnded()) return this;
    try {
      this.takeStatus(status);
    } catch (error) {
      diag.warn('A status could not be read', error);
    }
    return this;
  }

  private takeStatus({ code, message }: SpanStatus): void {
    if (code === SpanStatusCode.UNSET || this.statusCode === SpanStatusCode.OK) return;
    this.statusCode = code;
    this.statusMessage = undefined;
    if (code !== SpanStatusCode.ERROR || message == null) return;
    if (typeof message === 'string') this.statusMessage = message;
    else diag.warn(`Dropping a status message of type '${typeof message}', expected 'string'`);
  }

  updateName(name: string): this {
    if (!this.refusedAsEnded()) this.name = name;
    return this;
  }

  isRecording(): boolean {
    return this.phase !== kPhaseEnded;
  }

  end(endTime?: TimeInput): void {
    if (this.refusedAsEnded()) {
      diag.error(`${this.title()} - You can only call end() on a span once.`);
      return;
    }
    this.takeEndTime(endTime);
    if (this.extras !== undefined) this.reportDropped();
    const { processors, metrics, sink } = this.owner;
    const sampled = (this.traceFlags & TraceFlags.SAMPLED) !== 0;
    processors?.onEnding(this);
    metrics?.spanEnded(sampled);
    this.phase = kPhaseEnded;
    processors?.onEnd(this);
    if (sampled) sink?.write(this);
  }

  private takeEndTime(endTime: TimeInput | undefined): void {
    this.phase = kPhaseEnding;
    const nanos = endTime === undefined ? this.quickNanos() : -1;
    if (nanos >= 0) {
      const carry = nanos >= kNanosPerSecond ? 1 : 0;
      this.endSeconds = this.startSeconds + carry;
      this.endNanos = nanos - carry * kNanosPerSecond;
      return;
    }
    this.takeExactEndTime(endTime);
  }

  private takeExactEndTime(endTime: TimeInput | undefined): void {
    const end = this.hrTimeOf(endTime);
    [this.endSeconds, this.endNanos] = end;
    if (hrTimeBetween(this.startTime, end)[0] >= 0) return;
    diag.warn(
      'Inconsistent start and end time, startTime > endTime. Setting span duration to 0ms.',
      this.startTime,
      end,
    );
    [this.endSeconds, this.endNanos] = this.startTime;
  }

  private reportDropped(): void {
    const { droppedEventsCount, droppedLinksCount } = this;
    if (droppedEventsCount > 0) {
      diag.warn(`Dropped ${droppedEventsCount} events because eventCountLimit reached`);
    }
    if (droppedLinksCount > 0) {
      diag.warn(`Dropped ${droppedLinksCount} links because linkCountLimit reached`);
    }
  }

  /** As upstream: sets the attribute in the object that readers have, and counts its keys. */
  private setExactly(key: string, value: AnyValue): void {
    if (value === undefined) return;
    try {
      const text = anyText(key);
      if (text === undefined) diag.warn(`Invalid attribute key: ${shownText(key)}`);
      else if (text === '') diag.warn('Invalid attribute key: it is empty');
      else this.setChecked(text, value);
    } catch (error) {
      diag.warn('An attribute could not be read', error);
    }
  }

  private setChecked(key: string, value: AnyValue): void {
    const { attributes } = this;
    const extras = this.withExtras();
    const { limits, values } = this.owner;
    const isNew = !Object.hasOwn(attributes, key);
    if (isNew && extras.attributeCount >= limits.attributeCountLimit) {
      if (this.droppedAttributesCount++ === 0) diag.warn('Dropping extra attributes.');
      return;
    }
    const clean = values.read(key, value);
    if (clean === undefined) return;
    setOwn(attributes, key, clean);
    if (isNew) extras.attributeCount++;
  }

  private refusedAsEnded(): boolean {
    if (this.phase === kPhaseEnded) {
      const message = `Cannot execute the operation on ended Span ${this.title()}`;
      diag.warn(message, new Error(message));
    }
    return this.phase === kPhaseEnded;
  }

  private title(): string {
    const { traceId, spanId } = this.spanContext();
    return `${shownText(this.name)} ${traceId}-${spanId}`;
  }
}
