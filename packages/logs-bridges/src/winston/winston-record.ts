import type { AnyValue, Attributes, Context, LogRecord, SeverityNumber } from '@opentelemetry/api';
import type { FieldFormat } from '@otel-native/api-bridge/log-lines';
import { isIdField } from '../bridge/correlation';
import { hasOwnProperty } from '../bridge/own-property';
import { attributeOf } from './attribute-value';
import type { FoundException } from './exception';
import { quietDiag } from '../bridge/quiet-diag';

/** What winston passes to its transports. */
export type Info = Record<PropertyKey, unknown>;

const kEventName = 'otel.event.name';

/** How fields are read where the provider reads them. */
export const fieldFormat: FieldFormat = {
  isAttribute: (key) => !isElsewhere(key),
  attributeOf: (key, value) =>
    typeof value === 'object' && value !== null ? readAttribute(key, value) : (value as AnyValue),
};

/** Returns whether a record has no more to it than its fields. */
export function isPlain(info: Info, found: FoundException | undefined): boolean {
  return found === undefined && info[kEventName] === undefined;
}

/** Makes the log record of what winston passes to its transports, as `@opentelemetry/winston-transport` does. */
export function recordOf(
  info: Info,
  level: unknown,
  severityNumber: SeverityNumber | undefined,
  context: Context,
  found: FoundException | undefined,
): LogRecord {
  const attributes: Attributes = {};
  for (const key in info) {
    // Must come first: V8 knows the answer only until the next look-up.
    const isOwn = hasOwnProperty.call(info, key);
    const value = info[key];
    if (!isOwn || isElsewhere(key) || (found !== undefined && found.includes(key))) continue;
    attributes[key] =
      typeof value === 'object' && value !== null ? readAttribute(key, value) : (value as AnyValue);
  }
  const record: LogRecord = {
    severityNumber: severityNumber!,
    severityText: level as string,
    body: info['message'] as AnyValue,
    attributes,
    context,
  };
  const eventName = info[kEventName];
  if (typeof eventName === 'string') record.eventName = eventName;
  if (found !== undefined) {
    record.exception = found.exception;
    Object.assign(attributes, found.attributes);
  }
  return record;
}

/** Returns whether a field is no attribute. A field named `__proto__` would become the prototype of all others. */
function isElsewhere(key: string): boolean {
  return (
    key === 'level' ||
    key === 'message' ||
    key === kEventName ||
    key === '__proto__' ||
    isIdField(key)
  );
}

/** Returns undefined, with a warning, for a value that cannot be read. */
function readAttribute(key: string, value: object): AnyValue {
  try {
    return attributeOf(value) as AnyValue;
  } catch (error) {
    quietDiag.warn(`An attribute could not be read: ${key}`, error);
    return undefined;
  }
}
