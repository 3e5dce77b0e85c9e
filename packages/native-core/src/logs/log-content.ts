import type { Attributes, Context, HrTime, LogRecord, TimeInput } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { AttributeList, isPlainValue } from '../record/attribute-list';
import type { FlatAnyValue } from '../record/flat-value';
import type { ValueReader } from '../record/value-reader';
import { performanceNow, unixMillisAt } from '../values/clock';
import { hasOwnProperty } from '../values/own-property';
import { hrTimeOfMillis, nanosBeyondSeconds, wholeSeconds } from '../values/time';
import { warnOnce } from '../values/warn-once';
import { exceptionEntries } from './exception';
import { hrTimeOf } from './log-times';
import type { LogRecordLimits } from './log-record';
import { logIdsOf, spanContextOf, type LogIds } from './log-ids';

/** What decides how much of a record is kept. */
export interface RecordRules {
  readonly limits: Required<LogRecordLimits>;
  readonly values: ValueReader;
}

/** Keys and values that fit into the list of a record before it grows: fewer than a span has. */
const kEntries = 12;
/** Shared by all records without attributes; nothing is ever added. */
const kNoAttributes = new AttributeList(0);

/**
 * The content of one log record. Everything that belongs to the application was read and copied: afterwards no foreign code
 * runs, sizes are final, and writing cannot throw.
 */
export class LogContent {
  readonly scopeId: number;
  seconds: number;
  nanos: number;
  /** Undefined: the time above. Most records have one time. */
  observed: HrTime | undefined = undefined;
  severityNumber = 0;
  /** Empty: none. */
  severityText = '';
  /** Empty: none. */
  eventName = '';
  /** Undefined: none. */
  body: FlatAnyValue = undefined;
  /** Holds the count of dropped attributes, too. */
  readonly attributes: AttributeList;
  /** Undefined outside of a span. */
  ids: LogIds | undefined = undefined;
  traceFlags = 0;

  /** Makes the content of a record that has only a time and attributes. */
  constructor(scopeId: number, nowMillis: number, attributes: AttributeList) {
    this.scopeId = scopeId;
    this.attributes = attributes;
    this.seconds = wholeSeconds(nowMillis);
    this.nanos = nanosBeyondSeconds(nowMillis);
  }
}

/** Reads a record that no processor sees. Throws what reading its properties throws. */
export function readContent(
  record: LogRecord,
  context: Context,
  scopeId: number,
  rules: RecordRules,
): LogContent {
  const now = unixMillisAt(performanceNow());
  const { timestamp, observedTimestamp, eventName, severityNumber, severityText, body } = record;
  const { attributes, exception } = record;
  const content = new LogContent(
    scopeId,
    now,
    attributes === undefined && exception === undefined
      ? kNoAttributes
      : new AttributeList(kEntries),
  );
  if (timestamp != null || observedTimestamp != null)
    setTimes(content, timestamp, observedTimestamp, now);
  if (severityNumber !== undefined) content.severityNumber = severityOf(severityNumber);
  if (typeof severityText === 'string') content.severityText = severityText;
  if (typeof eventName === 'string') content.eventName = eventName;
  if (body !== undefined) content.body = bodyOf(body, rules.values);
  if (attributes !== undefined) addAttributes(content, attributes, rules);
  if (exception !== undefined) addException(content, exception, rules);
  setSpan(content, spanContextOf(context));
  return content;
}

function setTimes(
  content: LogContent,
  timestamp: TimeInput | null | undefined,
  observed: TimeInput | null | undefined,
  now: number,
): void {
  content.observed = observed == null ? hrTimeOfMillis(now) : hrTimeOf(observed, now);
  if (timestamp != null) [content.seconds, content.nanos] = hrTimeOf(timestamp, now);
}

/** Returns the number that OTLP carries: a whole one of 32 bits. Zero, unspecified, for other values. */
export function severityOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) | 0 : 0;
}

/** Returns a copy of the body; an empty one if it cannot be read. */
export function bodyOf(body: unknown, values: ValueReader): FlatAnyValue {
  if (isPlainValue(body, values.anythingLength)) return body as FlatAnyValue;
  try {
    return values.flatAnything(body);
  } catch (error) {
    values.cutValues++;
    warnOnce('The body of a log record could not be read; further ones are only counted', error);
    return null;
  }
}

/** Sets the ids of a valid span context. */
export function setSpan(
  content: LogContent,
  spanContext: { traceId: unknown; spanId: unknown; traceFlags: unknown } | undefined,
): void {
  if (spanContext === undefined) return;
  const { traceId, spanId, traceFlags } = spanContext;
  const ids = logIdsOf(traceId, spanId);
  if (!ids.isValid) return;
  content.ids = ids;
  content.traceFlags = typeof traceFlags === 'number' ? traceFlags & 0xff : 0;
}

function addAttributes(content: LogContent, attributes: Attributes, rules: RecordRules): void {
  if (typeof attributes !== 'object' || attributes === null) return;
  const list = content.attributes;
  const { plainLength } = rules.values;
  const maxLength = 2 * rules.limits.attributeCountLimit;
  for (const key in attributes) {
    // Must come first: V8 knows the answer only until the next look-up.
    const isOwn = hasOwnProperty.call(attributes, key);
    const value = attributes[key];
    if (isOwn && key !== '' && list.length < maxLength && isPlainValue(value, plainLength))
      list.push(key, value);
    else if (isOwn) addAttribute(content, key, value, rules);
  }
}

/** Adds an attribute whose key is not in the list yet, within the limits. */
export function addAttribute(
  content: LogContent,
  key: string,
  value: unknown,
  { limits, values }: RecordRules,
): void {
  if (value === undefined) return;
  if (key === '') {
    diag.warn('Invalid attribute key: it is empty');
  } else if (content.attributes.length >= 2 * limits.attributeCountLimit) {
    if (content.attributes.droppedCount++ === 0) diag.warn('Dropping extra attributes.');
  } else {
    const copy = values.readFlat(key, value);
    if (copy !== undefined) content.attributes.push(key, copy);
  }
}

/** Adds the attributes of an exception; the record's own attributes of these keys stay. */
function addException(content: LogContent, exception: unknown, rules: RecordRules): void {
  for (const [key, value] of exceptionEntries(exception)) {
    if (!hasKey(content.attributes, key)) addAttribute(content, key, value, rules);
  }
}

function hasKey({ entries, length }: AttributeList, key: string): boolean {
  for (let i = 0; i < length; i += 2) if (entries[i] === key) return true;
  return false;
}
