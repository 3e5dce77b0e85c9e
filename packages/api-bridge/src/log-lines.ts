import type { AnyValue, Context, LoggerProvider, SeverityNumber } from '@opentelemetry/api';

/**
 * Names the method of {@link LineLoggerProvider}. A registered symbol, so that all copies of this package share it. The number is the
 * version of the contract: a provider of another version does not have this method.
 */
export const kOpenLineSink: unique symbol = Symbol.for('otel-native.openLineSink.1');

/**
 * What the field `time` of a line holds: milliseconds or seconds since 1970, a date in ISO 8601, nothing, or something unknown. An
 * unknown time becomes an attribute, and the record has the time at which it was written.
 */
export type LineTime = 'millis' | 'seconds' | 'iso' | 'none' | 'unknown';

/** How one logger configuration writes its lines: each is one JSON object. */
export interface LineFormat {
  /** The field that becomes the body. */
  readonly messageKey: string;
  /** The field that becomes the exception: a text, or an object with `type` or `name`, `message`, `stack` and `code`. */
  readonly errorKey: string;
  /** What the field `time` holds. */
  readonly time: LineTime;
}

/** The instrumentation scope of the records of lines or fields. */
export interface LineScope {
  readonly name: string;
  readonly version: string;
}

/**
 * Accepts the lines of one format. The fields `level`, `hostname`, `pid`, `trace_id`, `span_id` and `trace_flags` are left out of the
 * record, a text in `otel.event.name` names the event, and all other fields become attributes. A line that is no JSON object
 * becomes the body as it is.
 */
export interface LineSink {
  /**
   * Copies a line, which becomes one log record. Never throws.
   * @param severityText empty for none
   * @param context holds the span that the record belongs to
   */
  write(severityNumber: SeverityNumber, severityText: string, line: string, context: Context): void;
}

/** A logger provider that parses lines itself, on another thread. */
export interface LineLoggerProvider extends LoggerProvider {
  /**
   * Defines a format, once per logger configuration.
   * @returns undefined when records must go through `emit()`, for example because a processor in JavaScript sees them
   */
  [kOpenLineSink](scope: LineScope, format: LineFormat): LineSink | undefined;
}

/** Opens a sink for lines. Returns undefined for providers that only accept log records, such as those of other SDKs. */
export function openLineSink(
  provider: LoggerProvider,
  scope: LineScope,
  format: LineFormat,
): LineSink | undefined {
  if (!(kOpenLineSink in provider)) return undefined;
  return (provider as LineLoggerProvider)[kOpenLineSink](scope, format);
}

/**
 * Names the method of {@link FieldLoggerProvider}. A registered symbol, as {@link kOpenLineSink} is.
 */
export const kOpenFieldSink: unique symbol = Symbol.for('otel-native.openFieldSink.1');

/** How a bridge reads the fields of what its logger logs. */
export interface FieldFormat {
  /** Returns whether a field becomes an attribute. */
  isAttribute(key: string): boolean;
  /**
   * Returns the value of an attribute for a field that holds an object, an array or a function. The sink then copies and checks
   * it. Default: the field itself.
   */
  attributeOf?(key: string, value: unknown): AnyValue;
}

/** Accepts the fields of a logger that writes no lines, or more than its lines hold. */
export interface FieldSink {
  /**
   * Copies what a logger logs, which becomes one log record. Never throws; counts a record that cannot be read.
   * @param severityText empty for none
   * @param millis when it happened, in milliseconds since 1970; undefined for the present
   * @param fields the own properties that {@link FieldFormat.isAttribute} accepts become attributes
   * @param context holds the span that the record belongs to
   */
  write(
    severityNumber: SeverityNumber,
    severityText: string,
    millis: number | undefined,
    body: unknown,
    fields: Readonly<Record<string, unknown>>,
    context: Context,
  ): void;
}

/** A logger provider that reads the fields of loggers itself, without a log record for each. */
export interface FieldLoggerProvider extends LoggerProvider {
  /**
   * Defines a format, once per bridge.
   * @returns undefined when records must go through `emit()`, for example because a processor in JavaScript sees them
   */
  [kOpenFieldSink](scope: LineScope, format: FieldFormat): FieldSink | undefined;
}

/** Opens a sink for fields. Returns undefined for providers that only accept log records, such as those of other SDKs. */
export function openFieldSink(
  provider: LoggerProvider,
  scope: LineScope,
  format: FieldFormat,
): FieldSink | undefined {
  if (!(kOpenFieldSink in provider)) return undefined;
  return (provider as FieldLoggerProvider)[kOpenFieldSink](scope, format);
}
