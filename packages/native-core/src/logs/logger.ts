import type { Context, Logger as ApiLogger, LogRecord, SeverityNumber } from '@opentelemetry/api';
import {
  TraceFlags,
  context as contextApi,
  diag,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api';
import type {
  FieldFormat,
  FieldSink,
  LineFormat,
  LineSink,
} from '@otel-native/api-bridge/log-lines';
import { LogFieldSink } from './field-sink';
import { LogLineSink } from './line-sink';
import { readContent } from './log-content';
import type { LoggerScope } from './log-record';
import { configOf, type LoggerConfig, type LoggerConfigurator } from './logger-config';
import type { LoggerSettings } from './logger-settings';
import type { LineFilter } from './scope-sink';
import { processedContent } from './processed-content';
import { RecordingLogRecord } from './recording-log-record';

/** What `enabled` may be asked. */
interface Query {
  context?: Context;
  severityNumber?: SeverityNumber;
  eventName?: string;
}

/** Emits log records for one instrumentation scope. https://opentelemetry.io/docs/specs/otel/logs/sdk/#logger */
export class Logger implements ApiLogger, LineFilter {
  readonly #scope: LoggerScope;
  readonly #scopeId: number;
  readonly #settings: LoggerSettings;
  readonly #config: Required<LoggerConfig>;

  /** @internal */
  constructor(
    scope: LoggerScope,
    scopeId: number,
    settings: LoggerSettings,
    configurator: LoggerConfigurator | undefined,
  ) {
    this.#scope = scope;
    this.#scopeId = scopeId;
    this.#settings = settings;
    this.#config = configOf(scope, configurator);
  }

  /** Emits a record. Never throws: counts a record that cannot be read. */
  emit(logRecord: LogRecord): void {
    try {
      const context = logRecord.context || contextApi.active();
      if (this.#takes(logRecord, context)) this.#emit(logRecord, context);
    } catch (error) {
      const { sink } = this.#settings;
      if (sink !== undefined) sink.loseUnreadable(error);
      else diag.error('A log record could not be read', error);
    }
  }

  /** Returns whether a record with these details would be emitted. Never throws: returns true if reading the details throws. */
  enabled(options?: Query): boolean {
    try {
      if (this.#settings.isShutDown) return false;
      const query = options ?? kNoQuery;
      return this.#isEnabled(query, query.context || contextApi.active());
    } catch (error) {
      diag.error('The details of a log record could not be read', error);
      return true;
    }
  }

  /**
   * Returns a sink for lines of this scope; undefined when processors see each record, and without an exporter.
   * @internal
   */
  openLineSink(format: LineFormat): LineSink | undefined {
    const { processors, sink } = this.#settings;
    if (processors !== undefined || sink === undefined) return undefined;
    return new LogLineSink(this.#scopeId, format, this, this.#settings, sink);
  }

  /** As `openLineSink`, for fields. @internal */
  openFieldSink(format: FieldFormat): FieldSink | undefined {
    const { processors, sink } = this.#settings;
    if (processors !== undefined || sink === undefined) return undefined;
    return new LogFieldSink(this.#scopeId, format, this, this.#settings, sink);
  }

  /** @internal */
  takesLine(severityNumber: SeverityNumber, context: Context): boolean {
    return this.#takes({ severityNumber }, context);
  }

  #emit(record: LogRecord, context: Context): void {
    const { processors, metrics, sink, values } = this.#settings;
    if (processors === undefined) {
      const content = readContent(record, context, this.#scopeId, this.#settings);
      metrics?.created();
      sink?.write(content);
      return;
    }
    const processed = new RecordingLogRecord(record, context, this.#scope, this.#settings);
    metrics?.created();
    processors.onEmit(processed, context);
    processed.endEmit();
    sink?.write(processedContent(processed, this.#scopeId, values));
  }

  /** Returns whether to emit a record. Counts one that comes after the shutdown. */
  #takes(query: Query, context: Context): boolean {
    if (!this.#isEnabled(query, context)) return false;
    if (!this.#settings.isShutDown) return true;
    this.#settings.sink?.refuse();
    return false;
  }

  #isEnabled(query: Query, context: Context): boolean {
    const { enabled, minimumSeverity, traceBased } = this.#config;
    const { severityNumber } = query;
    if (!enabled) return false;
    if (
      typeof severityNumber === 'number' &&
      severityNumber !== 0 &&
      severityNumber < minimumSeverity
    )
      return false;
    if (traceBased && isUnsampled(context)) return false;
    const { processors, sink } = this.#settings;
    if (processors === undefined) return sink !== undefined;
    const { eventName } = query;
    const instrumentationScope = this.#scope;
    // Asked even if the exporter takes the record anyway, as upstream does.
    const isWanted = processors.enabled({
      context,
      instrumentationScope,
      severityNumber: severityNumber!,
      eventName: eventName!,
    });
    return isWanted || sink !== undefined;
  }
}

const kNoQuery: Query = Object.freeze({});

/** Returns whether the active span belongs to a trace that is not sampled. */
function isUnsampled(context: Context): boolean {
  const spanContext = trace.getSpanContext(context);
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return false;
  return (spanContext.traceFlags & TraceFlags.SAMPLED) === 0;
}
