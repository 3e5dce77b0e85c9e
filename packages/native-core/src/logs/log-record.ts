import type { AnyValue, Attributes, HrTime, SeverityNumber, SpanContext } from '@opentelemetry/api';
import type { Resource } from '@otel-native/api-bridge';
import type { AttributeValueLimits } from '../record/value-limits';

/** How much a log record keeps. https://opentelemetry.io/docs/specs/otel/logs/sdk/#logrecord-limits */
export interface LogRecordLimits extends AttributeValueLimits {
  /** Attributes of one log record. Further ones are left out, and counted in the record. Default: 128. */
  attributeCountLimit?: number;
  /** Longest string or byte array of an attribute; longer ones are cut. Default: no limit. */
  attributeValueLengthLimit?: number;
}

/** Name, version, schema URL and attributes that a logger was made with. */
export interface LoggerScope {
  readonly name: string;
  readonly version?: string;
  readonly schemaUrl?: string;
  readonly attributes?: Attributes;
  /** Attributes that were left out because they were invalid or beyond the limit. */
  readonly droppedAttributesCount?: number;
}

/**
 * A log record as processors and exporters see it. Equal to the type of `@opentelemetry/sdk-logs`. Times are seconds and
 * nanoseconds. https://opentelemetry.io/docs/specs/otel/logs/sdk/#readablelogrecord
 */
export interface ReadableLogRecord {
  /** When it happened, since 1970 (UTC). */
  readonly hrTime: HrTime;
  /** When the SDK received it, since 1970 (UTC). */
  readonly hrTimeObserved: HrTime;
  /** The span that was active; undefined without one. */
  readonly spanContext?: SpanContext;
  /** The severity as the source names it. Default: none. */
  readonly severityText?: string;
  /** The severity. Default: unspecified. */
  readonly severityNumber?: SeverityNumber;
  /** The body. Default: none. */
  readonly body?: AnyValue;
  /** Names the kind of event. Default: none. */
  readonly eventName?: string;
  /** The resource of the logger provider. */
  readonly resource: Resource;
  /** The scope of the logger, always the same object. */
  readonly instrumentationScope: LoggerScope;
  /** The attributes within the limits. */
  readonly attributes: Attributes;
  /** Attributes that were left out because of `attributeCountLimit`. */
  readonly droppedAttributesCount: number;
}

/**
 * A log record that processors may change until `emit()` returns.
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#readwritelogrecord
 */
export interface ReadWriteLogRecord {
  /** When it happened, since 1970 (UTC). */
  hrTime: HrTime;
  /** When the SDK received it, since 1970 (UTC). */
  hrTimeObserved: HrTime;
  /** The span that was active; undefined without one. */
  spanContext?: SpanContext;
  /** The resource of the logger provider. */
  readonly resource: Resource;
  /** The scope of the logger, always the same object. */
  readonly instrumentationScope: LoggerScope;
  /** The attributes within the limits. */
  readonly attributes: Attributes;
  /** The severity as the source names it. Default: none. */
  severityText?: string;
  /** The severity. Default: unspecified. */
  severityNumber?: SeverityNumber;
  /** The body. Default: none. */
  body?: AnyValue;
  /** Names the kind of event. Default: none. */
  eventName?: string;
  /** Attributes that were left out because of `attributeCountLimit`. */
  readonly droppedAttributesCount: number;
  /** Sets an attribute, within the limits. */
  setAttribute(key: string, value?: AnyValue): ReadWriteLogRecord;
  /** Sets attributes, within the limits. */
  setAttributes(attributes: Attributes): ReadWriteLogRecord;
  /** Sets the body. */
  setBody(body: AnyValue): ReadWriteLogRecord;
  /** Sets the event name. */
  setEventName(eventName: string): ReadWriteLogRecord;
  /** Sets the severity number. */
  setSeverityNumber(severityNumber: SeverityNumber): ReadWriteLogRecord;
  /** Sets the severity text. */
  setSeverityText(severityText: string): ReadWriteLogRecord;
}
