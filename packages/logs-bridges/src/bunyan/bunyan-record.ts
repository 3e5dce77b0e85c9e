import type { AnyValue, Attributes, Context, LogRecord, SeverityNumber } from '@opentelemetry/api';
import type { FieldFormat } from '@otel-native/api-bridge/log-lines';
import { isIdField } from '../bridge/correlation';
import { hasOwnProperty } from '../bridge/own-property';
import { levelName } from './severity';

/** What bunyan passes to its raw streams. */
export type Fields = Readonly<Record<string, unknown>>;

const kEventName = 'otel.event.name';
/** Furthest instant of a JavaScript date, in milliseconds. */
const kMaxMillis = 8.64e15;

/** How fields are read where the provider reads them. */
export const fieldFormat: FieldFormat = { isAttribute: (key) => !isElsewhere(key) };

/** Returns whether a record has no more to it than its fields: no exception, no event name. */
export function isPlain(fields: Fields): boolean {
  return fields['err'] === undefined && fields[kEventName] === undefined;
}

/** Makes the log record of what bunyan passes to its raw streams, as `@opentelemetry/instrumentation-bunyan` does. */
export function recordOf(
  fields: Fields,
  severityNumber: SeverityNumber,
  context: Context,
): LogRecord {
  const attributes: Attributes = {};
  for (const key in fields) {
    // Must come first: V8 knows the answer only until the next look-up.
    const isOwn = hasOwnProperty.call(fields, key);
    const value = fields[key];
    if (isOwn && !isElsewhere(key)) attributes[key] = value as AnyValue;
  }
  const { time, level, err } = fields;
  const millis = millisOf(time);
  if (millis === undefined) attributes['time'] = time as AnyValue;
  // Not the number: the SDK takes one before 1998 for a time of the performance clock.
  const timestamp = millis === undefined ? undefined : new Date(millis);
  const record: LogRecord = {
    timestamp: timestamp!,
    observedTimestamp: timestamp!,
    severityNumber,
    severityText: levelName(level)!,
    body: fields['msg'] as AnyValue,
    attributes,
    context,
  };
  const eventName = fields[kEventName];
  if (typeof eventName === 'string') record.eventName = eventName;
  if (err !== undefined) record.exception = err;
  return record;
}

/** Returns undefined for what is no date, and for an invalid one: an application may set its own time. */
export function millisOf(time: unknown): number | undefined {
  if (typeof (time as Date | undefined)?.getTime !== 'function') return undefined;
  const millis = (time as Date).getTime();
  return Math.abs(millis) <= kMaxMillis ? Math.trunc(millis) : undefined;
}

/**
 * Returns whether a field is no attribute. Host and process are attributes of the resource. A field named `__proto__` would become
 * the prototype of all others.
 */
function isElsewhere(key: string): boolean {
  switch (key) {
    case 'time':
    case 'level':
    case 'msg':
    case 'err':
    case 'v':
    case 'hostname':
    case 'pid':
    case kEventName:
    case '__proto__':
      return true;
    default:
      return isIdField(key);
  }
}
