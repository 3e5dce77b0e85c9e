import type { AnyValue, Attributes, HrTime, LogRecord } from '@opentelemetry/api';
import type { LineFormat } from '@otel-native/api-bridge/log-lines';
import { warnOnce } from '../bridge/warn-once';
import { millisOf } from './line-time';

const kEventName = 'otel.event.name';
/** Fields that become another part of the record, or that its resource and span context have. */
const kLeftOut = [
  'time',
  'level',
  'hostname',
  'pid',
  'trace_id',
  'span_id',
  'trace_flags',
  kEventName,
];
const kTrailingBreak = /\r?\n$/;

/** Makes a log record of a line, as `@opentelemetry/instrumentation-pino` does. A line that is no JSON object becomes the body. */
export function parsedLine(line: string, format: LineFormat): LogRecord {
  const fields = fieldsOf(line);
  if (fields === undefined) return { body: line.replace(kTrailingBreak, '') };
  const { messageKey, errorKey, time: kind } = format;
  const { time, [messageKey]: body, [errorKey]: exception, [kEventName]: eventName } = fields;
  const attributes = { ...fields };
  for (const key of [...kLeftOut, messageKey, errorKey]) delete attributes[key];
  let millis = millisOf(time, kind);
  if (Number.isNaN(millis)) {
    attributes['time'] = time;
    millis = Date.now();
  }
  const timestamp = hrTimeOf(millis);
  return {
    timestamp,
    observedTimestamp: timestamp,
    body: body as AnyValue,
    attributes: attributes as Attributes,
    exception: withName(exception),
    ...(typeof eventName === 'string' ? { eventName } : {}),
  };
}

/** Returns the fields of a line; undefined for a line without fields. */
function fieldsOf(line: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    warnOnce('A log line is no JSON and is sent as text; further ones are not reported', error);
    return undefined;
  }
  if (value === null) return undefined;
  return typeof value === 'object' ? (value as Record<string, unknown>) : { data: value };
}

/** An error in a line has its class in `type`. */
function withName(exception: unknown): unknown {
  if (typeof exception !== 'object' || exception === null || Array.isArray(exception))
    return exception;
  const { type, name } = exception as { type?: unknown; name?: unknown };
  return typeof type === 'string' && typeof name !== 'string'
    ? { ...exception, name: type }
    : exception;
}

function hrTimeOf(millis: number): HrTime {
  return [Math.trunc(millis / 1000), Math.round((millis % 1000) * 1e6)];
}
