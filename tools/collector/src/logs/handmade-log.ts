import type { Attributes, HrTime, LogRecord, SpanContext } from '@opentelemetry/api';

export interface LogScope {
  readonly name: string;
  readonly schemaUrl?: string;
  readonly attributes?: Attributes;
}

/** A call of `emit()`. What has to arrive for it follows from it, without looking at the SDK. */
export interface HandmadeLog {
  readonly title: string;
  readonly record: Omit<LogRecord, 'context' | 'timestamp' | 'observedTimestamp'> & {
    readonly timestamp?: HrTime;
  };
  readonly spanContext?: SpanContext;
  readonly scope?: LogScope;
  /** Attributes that the limits take away: the last ones. */
  readonly dropped?: number;
  /** Attributes of the scope that no scope may have. */
  readonly droppedOfScope?: readonly string[];
  /** What has to arrive for the exception, which says it itself. */
  readonly exceptionAttributes?: Attributes;
}

export const defaultScope: LogScope = { name: 'logs-by-hand' };
export const resourceAttributes: Attributes = { 'service.name': 'logs', team: 'café' };
export const defaultTime: HrTime = [1_700_000_000, 123_456_789];

/** When the log record of this index was observed. No two have the same, so this names them. */
export function observedTime(index: number): HrTime {
  return [1_700_000_001, index];
}
