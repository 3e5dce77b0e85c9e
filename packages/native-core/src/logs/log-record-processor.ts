import type { Context, SeverityNumber } from '@opentelemetry/api';
import type { LoggerScope, ReadWriteLogRecord } from './log-record';

/** What a logger is asked before a record is made. */
export interface EnabledQuery {
  readonly context: Context;
  readonly instrumentationScope: LoggerScope;
  readonly severityNumber?: SeverityNumber;
  readonly eventName?: string;
}

/** Called for every log record. https://opentelemetry.io/docs/specs/otel/logs/sdk/#logrecordprocessor */
export interface LogRecordProcessor {
  /** Called inside `emit()`. The record may be changed until `emit()` returns. */
  onEmit(logRecord: ReadWriteLogRecord, context?: Context): void;
  /**
   * Returns whether the processor wants such records. A record is left out only when no exporter is set and all processors
   * return false. Default: true.
   */
  enabled?(options: EnabledQuery): boolean;
  /** Resolves when every record emitted before is processed. Called by `forceFlush()` of the provider. */
  forceFlush(): Promise<void>;
  /** Flushes, and releases the processor. Called once, by `shutdown()` of the provider. */
  shutdown(): Promise<void>;
}
