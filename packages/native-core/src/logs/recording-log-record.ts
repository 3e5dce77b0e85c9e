import type {
  AnyValue,
  Attributes,
  Context,
  HrTime,
  LogRecord,
  SeverityNumber,
  SpanContext,
} from '@opentelemetry/api';
import { diag, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { anyText, shownText } from '../record/own-text';
import { performanceNow, unixMillisAt } from '../values/clock';
import { setOwn } from '../values/own-property';
import { hrTimeOfMillis } from '../values/time';
import { exceptionEntries } from './exception';
import type { LoggerScope, ReadWriteLogRecord } from './log-record';
import { hrTimeOf } from './log-times';
import type { LoggerSettings } from './logger-settings';

/** A log record that processors see. Provides what the official one does; the way without processors makes no such object. */
export class RecordingLogRecord implements ReadWriteLogRecord {
  readonly resource: Resource;
  readonly instrumentationScope: LoggerScope;
  readonly attributes: Attributes = {};
  readonly #settings: LoggerSettings;
  #hrTime: HrTime;
  #hrTimeObserved: HrTime;
  #spanContext: SpanContext | undefined;
  #severityText: string | undefined;
  #severityNumber: SeverityNumber | undefined;
  #body: AnyValue;
  #eventName: string | undefined;
  #attributeCount = 0;
  #droppedAttributesCount = 0;
  #isEmitted = false;

  /** Throws what reading the properties of `record` throws. */
  constructor(record: LogRecord, context: Context, scope: LoggerScope, settings: LoggerSettings) {
    const { timestamp, observedTimestamp, eventName, severityNumber, severityText } = record;
    const { body, attributes, exception } = record;
    const now = unixMillisAt(performanceNow());
    this.resource = settings.resource;
    this.instrumentationScope = scope;
    this.#settings = settings;
    this.#hrTime = timestamp == null ? hrTimeOfMillis(now) : hrTimeOf(timestamp, now);
    this.#hrTimeObserved =
      observedTimestamp == null ? hrTimeOfMillis(now) : hrTimeOf(observedTimestamp, now);
    const spanContext = trace.getSpanContext(context);
    if (spanContext !== undefined && isSpanContextValid(spanContext))
      this.#spanContext = spanContext;
    this.#severityNumber = severityNumber;
    this.#severityText = severityText;
    this.#body = body;
    this.#eventName = eventName;
    if (attributes != null) this.setAttributes(attributes);
    for (const [key, value] of exceptionEntries(exception)) {
      if (!Object.hasOwn(this.attributes, key)) this.setAttribute(key, value);
    }
  }

  get hrTime(): HrTime {
    return this.#hrTime;
  }
  set hrTime(value: HrTime) {
    if (!this.#refused()) this.#hrTime = value;
  }
  get hrTimeObserved(): HrTime {
    return this.#hrTimeObserved;
  }
  set hrTimeObserved(value: HrTime) {
    if (!this.#refused()) this.#hrTimeObserved = value;
  }
  // The official types have optional properties, which accessors cannot be: undefined stands for a missing one.
  get spanContext(): SpanContext {
    return this.#spanContext as SpanContext;
  }
  set spanContext(value: SpanContext) {
    if (!this.#refused()) this.#spanContext = value;
  }
  get severityText(): string {
    return this.#severityText as string;
  }
  set severityText(value: string) {
    if (!this.#refused()) this.#severityText = value;
  }
  get severityNumber(): SeverityNumber {
    return this.#severityNumber as SeverityNumber;
  }
  set severityNumber(value: SeverityNumber) {
    if (!this.#refused()) this.#severityNumber = value;
  }
  get body(): AnyValue {
    return this.#body;
  }
  set body(value: AnyValue) {
    if (!this.#refused()) this.#body = value;
  }
  get eventName(): string {
    return this.#eventName as string;
  }
  set eventName(value: string) {
    if (!this.#refused()) this.#eventName = value;
  }
  get droppedAttributesCount(): number {
    return this.#droppedAttributesCount;
  }

  setAttribute(key: string, value?: AnyValue): this {
    if (this.#refused() || value === undefined) return this;
    const text = anyText(key);
    if (text === undefined) diag.warn(`Invalid attribute key: ${shownText(key)}`);
    else if (text === '') diag.warn('Invalid attribute key: it is empty');
    else this.#set(text, value);
    return this;
  }

  #set(key: string, value: AnyValue): void {
    const { limits, values } = this.#settings;
    const isNew = !Object.hasOwn(this.attributes, key);
    if (isNew && this.#attributeCount >= limits.attributeCountLimit) {
      if (this.#droppedAttributesCount++ === 0) diag.warn('Dropping extra attributes.');
      return;
    }
    const copy = values.read(key, value);
    if (copy === undefined) return;
    setOwn(this.attributes, key, copy);
    if (isNew) this.#attributeCount++;
  }

  setAttributes(attributes: Attributes): this {
    if (typeof attributes !== 'object' || attributes === null) return this;
    for (const [key, value] of Object.entries(attributes)) this.setAttribute(key, value);
    return this;
  }

  setBody(body: AnyValue): this {
    this.body = body;
    return this;
  }
  setEventName(eventName: string): this {
    this.eventName = eventName;
    return this;
  }
  setSeverityNumber(severityNumber: SeverityNumber): this {
    this.severityNumber = severityNumber;
    return this;
  }
  setSeverityText(severityText: string): this {
    this.severityText = severityText;
    return this;
  }

  /** @internal Called at the end of `emit()`: refuses later changes. */
  endEmit(): void {
    this.#isEmitted = true;
  }

  #refused(): boolean {
    if (this.#isEmitted) diag.warn('Can not execute the operation on emitted log record');
    return this.#isEmitted;
  }
}
