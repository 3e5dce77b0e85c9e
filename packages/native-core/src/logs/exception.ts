import { diag } from '@opentelemetry/api';
import { convertedText, shownText } from '../record/own-text';

const kType = 'exception.type';
const kMessage = 'exception.message';
const kStackTrace = 'exception.stacktrace';

/** A key and its value. */
export type Entry = readonly [key: string, value: unknown];

/**
 * Returns the attributes of an exception, as far as the value has them. Warns when it has none.
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#emit-a-logrecord
 */
export function exceptionEntries(exception: unknown): readonly Entry[] {
  if (exception === undefined || exception === null) return [];
  const entries = entriesOf(exception);
  if (entries.length === 0) diag.warn(`Failed to record an exception ${shownText(exception)}`);
  return entries;
}

function entriesOf(exception: unknown): readonly Entry[] {
  if (typeof exception === 'string' || typeof exception === 'number')
    return [[kMessage, String(exception)]];
  if (typeof exception !== 'object' || exception === null) return [];
  try {
    return entriesOfObject(exception);
  } catch (error) {
    diag.warn('An exception could not be read', error);
    return [];
  }
}

function entriesOfObject(exception: object): readonly Entry[] {
  const { code, name, message, stack } = exception as Record<string, unknown>;
  const entries: Entry[] = [];
  if (code) entries.push([kType, convertedText(code)]);
  else if (name) entries.push([kType, name]);
  if (message) entries.push([kMessage, message]);
  if (stack) entries.push([kStackTrace, stack]);
  return entries;
}
