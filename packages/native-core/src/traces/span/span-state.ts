import type {
  Attributes,
  HrTime,
  Link,
  SpanContext,
  SpanKind,
  SpanStatus,
  TimeInput,
  TraceState,
} from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import { hrTime, type InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import { AttributeList } from '../../record/attribute-list';
import { performanceClock, performanceNow, systemMillis, unixMillisAt } from '../../values/clock';
import type { FlatEvents } from './flat-events';
import type { FlatLinks } from './flat-links';
import { hexOfWord, wordOfHex } from '../../values/ids';
import { kInspect, type Inspect, type InspectOptions } from '../../values/inspect';
import { inspectSpan } from './inspect-span';
import type { ReadableSpan, TimedEvent } from './readable-span';
import { makeSpanContext } from './span-context';
import { SpanExtras } from './span-extras';
import type { SpanScope } from './span-scope';
import {
  addHrTimes,
  hrTimeBetween,
  hrTimeOfMillis,
  hrTimeOfObject,
  millisOf,
  nanosBeyondSeconds,
  numberOf,
  wholeSeconds,
} from '../../values/time';

// Phases of a span.
export const kPhaseOpen = 0;
/** The end time is set; processors may still change the rest. */
export const kPhaseEnding = 1;
export const kPhaseEnded = 2;

// Bits of `parentFlags`: the same as in OTLP's span flags.
export const kTraceFlagsMask = 0xff;
export const kParentIsKnown = 0x100;
export const kParentIsRemote = 0x200;

/**
 * The data of a span in the form that is cheapest to write: numbers, words and flat lists. Getters make objects and text
 * (contexts, times, attributes) when read. Internal members are for the tracer, the recording span and the encoder.
 *
 * Fields that are plain in upstream spans can be replaced here too, because processors replace them, although their type
 * says readonly.
 */
export class SpanState<Owner extends SpanScope = SpanScope> implements ReadableSpan {
  name: string;
  readonly kind: SpanKind;
  /** @internal */ readonly owner: Owner;

  // Ids are words, see ids.ts. Once someone read the context, `context` holds it as well.
  /** @internal */ traceId0 = 0;
  /** @internal */ traceId1 = 0;
  /** @internal */ traceId2 = 0;
  /** @internal */ traceId3 = 0;
  /** @internal */ spanId0 = 0;
  /** @internal */ spanId1 = 0;
  /** @internal */ readonly traceFlags: number;
  /** @internal Without a `parentContext`, also the parent's. */ traceState:
    TraceState | undefined = undefined;
  /** @internal */ context: SpanContext | undefined = undefined;

  /** @internal `kParentIs…` bits above the parent's trace flags; zero: no parent. */ parentFlags = 0;
  /** @internal */ parentSpanId0 = 0;
  /** @internal */ parentSpanId1 = 0;
  /** @internal */ parentContext: SpanContext | undefined = undefined;

  /** @internal */ startSeconds: number;
  /** @internal */ startNanos: number;
  /** @internal */ endSeconds = 0;
  /** @internal */ endNanos = 0;
  /** @internal `performance.now()` at creation. */ readonly createdMillis: number;
  /** @internal False: the span started at its creation. */ readonly startTimeGiven: boolean;
  /** @internal */ phase = kPhaseOpen;

  /** @internal Undefined once `attributes` was read: that object then holds the attributes. */
  attributeList: AttributeList | undefined = new AttributeList();
  /** @internal As `attributeList`: undefined without events, and once `events` was read. */
  flatEvents: FlatEvents | undefined = undefined;
  /** @internal As `flatEvents`, for `links`. */
  flatLinks: FlatLinks | undefined = undefined;
  /** @internal */ statusCode: SpanStatusCode = SpanStatusCode.UNSET;
  /** @internal */ statusMessage: string | undefined = undefined;
  /** @internal */ extras: SpanExtras | undefined = undefined;

  /** @internal */
  constructor(
    owner: Owner,
    name: string,
    kind: SpanKind,
    traceFlags: number,
    startTime: TimeInput | undefined,
  ) {
    this.owner = owner;
    this.name = name;
    this.kind = kind;
    this.traceFlags = traceFlags;
    this.createdMillis = performanceNow();
    const now = unixMillisAt(this.createdMillis);
    this.startTimeGiven = startTime != null;
    this.startSeconds = wholeSeconds(now);
    this.startNanos = nanosBeyondSeconds(now);
    if (startTime != null) this.startAt(startTime, now);
  }

  private startAt(startTime: TimeInput, now: number): void {
    this.withExtras().createdUnixMillis = now;
    [this.startSeconds, this.startNanos] = this.hrTimeOf(startTime);
  }

  /** @internal */
  withExtras(): SpanExtras {
    return (this.extras ??= new SpanExtras());
  }

  spanContext(): SpanContext {
    return (this.context ??= makeSpanContext(
      // Reuses the text of the parent: that saves time, and keeps its upper or lower case.
      this.parentContext?.traceId ?? hexOfTraceId(this),
      hexOfWord(this.spanId0) + hexOfWord(this.spanId1),
      this.traceFlags,
      this.traceState,
    ));
  }

  /** Undefined without a parent, although the type does not say so: upstream has an optional property. */
  get parentSpanContext(): SpanContext {
    if (this.parentFlags === 0) return undefined as unknown as SpanContext;
    return (this.parentContext ??= makeSpanContext(
      this.spanContext().traceId,
      hexOfWord(this.parentSpanId0) + hexOfWord(this.parentSpanId1),
      this.parentFlags & kTraceFlagsMask,
      this.traceState,
    ));
  }

  set parentSpanContext(parent: SpanContext | undefined) {
    // Made first: the trace id may be known from the parent alone.
    this.spanContext();
    this.parentContext = parent;
    this.parentFlags = 0;
    this.parentSpanId0 = this.parentSpanId1 = 0;
    if (parent === undefined) return;
    this.parentFlags = kParentIsKnown | (parent.traceFlags & kTraceFlagsMask);
    if (parent.isRemote === true) this.parentFlags |= kParentIsRemote;
    this.parentSpanId0 = wordOfHex(parent.spanId, 0);
    this.parentSpanId1 = wordOfHex(parent.spanId, 8);
  }

  get resource(): Resource {
    return this.owner.resource;
  }

  get instrumentationScope(): InstrumentationScope {
    return this.owner.instrumentationScope;
  }

  get attributes(): Attributes {
    const extras = this.withExtras();
    if (this.attributeList !== undefined) {
      extras.attributeObject = this.attributeList.toObject();
      extras.attributeCount = Object.keys(extras.attributeObject).length;
      this.attributeList = undefined;
    }
    return extras.attributeObject!;
  }

  set attributes(attributes: Attributes) {
    // Reading the attributes counts those set so far.
    void this.attributes;
    this.withExtras().attributeObject = attributes;
  }

  get events(): TimedEvent[] {
    const extras = this.withExtras();
    if (extras.eventObjects === undefined) {
      extras.eventObjects = this.flatEvents?.toObjects() ?? [];
      this.flatEvents = undefined;
    }
    return extras.eventObjects;
  }

  set events(events: TimedEvent[]) {
    this.flatEvents = undefined;
    this.withExtras().eventObjects = events;
  }

  get links(): Link[] {
    const extras = this.withExtras();
    if (extras.linkObjects === undefined) {
      extras.linkObjects = this.flatLinks?.toObjects() ?? [];
      this.flatLinks = undefined;
    }
    return extras.linkObjects;
  }

  set links(links: Link[]) {
    this.flatLinks = undefined;
    this.withExtras().linkObjects = links;
  }

  get droppedAttributesCount(): number {
    return this.extras === undefined ? 0 : this.extras.droppedAttributesCount;
  }

  set droppedAttributesCount(count: number) {
    this.withExtras().droppedAttributesCount = count;
  }

  get droppedEventsCount(): number {
    return this.extras === undefined ? 0 : this.extras.droppedEventsCount;
  }

  set droppedEventsCount(count: number) {
    this.withExtras().droppedEventsCount = count;
  }

  get droppedLinksCount(): number {
    return this.extras === undefined ? 0 : this.extras.droppedLinksCount;
  }

  set droppedLinksCount(count: number) {
    this.withExtras().droppedLinksCount = count;
  }

  get status(): SpanStatus {
    const { statusCode, statusMessage } = this;
    return statusMessage === undefined
      ? { code: statusCode }
      : { code: statusCode, message: statusMessage };
  }

  set status({ code, message }: SpanStatus) {
    this.statusCode = code;
    this.statusMessage = typeof message === 'string' ? message : undefined;
  }

  get startTime(): HrTime {
    return [this.startSeconds, this.startNanos];
  }

  set startTime(time: HrTime) {
    [this.startSeconds, this.startNanos] = [numberOf(time[0]), numberOf(time[1])];
  }

  get endTime(): HrTime {
    return [this.endSeconds, this.endNanos];
  }

  set endTime(time: HrTime) {
    [this.endSeconds, this.endNanos] = [numberOf(time[0]), numberOf(time[1])];
  }

  get duration(): HrTime {
    return this.phase === kPhaseOpen ? [-1, -1] : hrTimeBetween(this.startTime, this.endTime);
  }

  get ended(): boolean {
    return this.phase === kPhaseEnded;
  }

  /**
   * @internal Returns the present time as nanoseconds since the start's whole second. Returns a negative number when
   * {@link SpanState.hrTimeOf} must compute it: if the start time was given, and for long spans.
   */
  quickNanos(): number {
    const millis = performanceNow() - this.createdMillis;
    return this.startTimeGiven || !(millis >= 0 && millis < 1000)
      ? -1
      : this.startNanos + Math.round(millis * 1_000_000);
  }

  /** @internal Returns the instant that an input means for this span; without an input, the present time. */
  hrTimeOf(input: TimeInput | undefined): HrTime {
    const clock = performanceClock();
    if (typeof input === 'number') {
      // At most performance.now(): a time of the performance clock, converted with the drift at creation.
      if (input > clock.now()) return hrTimeOfMillis(input);
      const created = this.startTimeGiven
        ? this.withExtras().createdUnixMillis
        : millisOf(this.startSeconds, this.startNanos);
      return hrTime(input + created - (this.createdMillis + clock.timeOrigin));
    }
    const given = typeof input === 'object' ? hrTimeOfObject(input) : undefined;
    if (given !== undefined) return given;
    if (this.startTimeGiven) return hrTimeOfMillis(systemMillis());
    return addHrTimes(this.startTime, hrTimeOfMillis(clock.now() - this.createdMillis));
  }

  [kInspect](depth: number, options: InspectOptions, inspect: Inspect): unknown {
    return inspectSpan(this, depth, options, inspect);
  }
}

function hexOfTraceId(span: SpanState): string {
  return (
    hexOfWord(span.traceId0) +
    hexOfWord(span.traceId1) +
    hexOfWord(span.traceId2) +
    hexOfWord(span.traceId3)
  );
}
