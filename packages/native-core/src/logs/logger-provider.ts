import {
  createNoopLogger,
  diag,
  type Logger as ApiLogger,
  type LoggerOptions,
} from '@opentelemetry/api';
import { defaultResource, type Resource } from '@opentelemetry/resources';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import {
  kOpenFieldSink,
  kOpenLineSink,
  type FieldFormat,
  type FieldLoggerProvider,
  type FieldSink,
  type LineFormat,
  type LineLoggerProvider,
  type LineScope,
  type LineSink,
} from '@otel-native/api-bridge/log-lines';
import { flushAtExit } from '../pipeline/exit-hook';
import {
  flushTimeoutError,
  kDefaultFlushTimeoutMillis,
  type FlushOptions,
} from '../pipeline/flush-options';
import { PipelineMetrics } from '../pipeline/pipeline-metrics';
import { quietlyRejecting } from '../pipeline/quietly-rejecting';
import type { RecordPipeline } from '../pipeline/record-pipeline';
import { shutDownParts } from '../pipeline/shut-down';
import { makeSpooledPipeline } from '../pipeline/spool/spooled-pipeline';
import { kTimedOut, withTimeout } from '../pipeline/timeout';
import { cleanAttributes } from '../record/clean-attributes';
import { anyText, ownText } from '../record/own-text';
import { ValueReader } from '../record/value-reader';
import { optionOf } from '../values/option-of';
import { LogMetrics } from './log-metrics';
import type { LoggerScope } from './log-record';
import { LogWriter } from './log-writer';
import { Logger } from './logger';
import type { LoggerConfigurator } from './logger-config';
import {
  readProviderOptions,
  resolveLogRecordLimits,
  type LoggerProviderOptions,
} from './logger-provider-options';
import type { LoggerSettings } from './logger-settings';
import { ProcessorList } from './processor-list';
import { scopeKey } from './scope-key';

/** Options of `forceFlush()`. */
export interface ForceFlushOptions {
  /** Longest wait in milliseconds. Default: 30,000. */
  timeoutMillis?: number;
}

const kForceFlushTimeoutMillis = 30_000;

/**
 * Makes loggers. Hands their log records to the processors and, on native threads, to the exporter.
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#loggerprovider
 */
export class LoggerProvider implements LineLoggerProvider, FieldLoggerProvider {
  readonly #resource: Resource;
  readonly #processors: ProcessorList;
  readonly #configurator: LoggerConfigurator | undefined;
  readonly #exporter: NativeExporter | OtlpSink | undefined;
  readonly #pipeline: RecordPipeline<LogWriter> | undefined;
  readonly #metrics: PipelineMetrics | undefined;
  readonly #settings: LoggerSettings;
  readonly #loggers = new Map<string, Logger>();
  #shutdown: Promise<void> | undefined;

  /**
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option; `ERR_OTEL_NATIVE_NO_BINARY` or
   *   `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when there is an exporter and the addon cannot be loaded;
   *   `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` when the spool cannot use its folder
   */
  constructor(options: LoggerProviderOptions = {}) {
    options = readProviderOptions(options);
    const { exporter, meterProvider } = options;
    const limits = resolveLogRecordLimits(options.logRecordLimits);
    const values = new ValueReader(limits.attributeValueLengthLimit, limits);
    this.#resource = options.resource ?? defaultResource();
    this.#processors = new ProcessorList(options.processors ?? []);
    this.#configurator = options.loggerConfigurator;
    this.#exporter = exporter;
    this.#pipeline = exporter && pipelineOf(exporter, options, this.#resource, values);
    const pipeline = this.#pipeline;
    this.#metrics =
      meterProvider &&
      exporter &&
      pipeline &&
      new PipelineMetrics('logs', meterProvider, exporter.name, pipeline.maxQueueSize, () =>
        pipeline.stats(),
      );
    this.#settings = {
      limits,
      values,
      resource: this.#resource,
      processors: this.#processors.all.length > 0 ? this.#processors : undefined,
      metrics: meterProvider && new LogMetrics(meterProvider),
      sink: pipeline?.items,
      isShutDown: false,
    };
  }

  /**
   * Returns the logger of this name, version, schema URL and attributes, always the same one. Never throws: converts a name
   * that is not a string.
   */
  getLogger(name: string, version?: string, options?: LoggerOptions): ApiLogger {
    if (this.#shutdown !== undefined) {
      diag.warn('A shutdown LoggerProvider cannot provide a Logger');
      return createNoopLogger();
    }
    const scope = this.#scopeOf(name, version, options);
    const key = scopeKey(scope);
    let logger = this.#loggers.get(key);
    if (logger === undefined) {
      const scopeId = this.#pipeline?.defineScope(scope) ?? 0;
      logger = new Logger(scope, scopeId, this.#settings, this.#configurator);
      this.#loggers.set(ownText(key), logger);
    }
    return logger;
  }

  /**
   * Returns a sink that accepts the finished JSON lines of a logger, which native code parses. Undefined with processors, without
   * an exporter, and after the shutdown.
   */
  [kOpenLineSink]({ name, version }: LineScope, format: LineFormat): LineSink | undefined {
    const logger = this.getLogger(name, version);
    return logger instanceof Logger ? logger.openLineSink(format) : undefined;
  }

  /**
   * Returns a sink that reads the fields of a logger. Undefined with processors, without an exporter, and after the shutdown.
   */
  [kOpenFieldSink]({ name, version }: LineScope, format: FieldFormat): FieldSink | undefined {
    const logger = this.getLogger(name, version);
    return logger instanceof Logger ? logger.openFieldSink(format) : undefined;
  }

  #scopeOf(
    name: unknown,
    version: unknown,
    options: LoggerOptions | null | undefined,
  ): LoggerScope {
    const text = name ? anyText(name) : undefined;
    if (!text) diag.warn('Logger requested without instrumentation scope name.');
    const { limits, values } = this.#settings;
    return {
      name: ownText(text || 'unknown'),
      version: ownText(anyText(version))!,
      schemaUrl: ownText(anyText(optionOf(options, 'schemaUrl')))!,
      ...cleanAttributes(
        optionOf(options, 'attributes'),
        limits.attributeCountLimit,
        values,
        values.lengthLimit,
        true,
      ),
    };
  }

  /**
   * Resolves when the processors have flushed and the exporter has answered for every record emitted before. Rejects with
   * the first error when something failed, was lost or timed out. Records that timed out stay queued.
   */
  forceFlush(options?: ForceFlushOptions): Promise<void> {
    if (this.#shutdown !== undefined) {
      diag.warn('invalid attempt to force flush after LoggerProvider shutdown');
      return this.#shutdown;
    }
    return quietlyRejecting(this.#forceFlush(options?.timeoutMillis ?? kForceFlushTimeoutMillis));
  }

  async #forceFlush(timeoutMillis: number): Promise<void> {
    const pipeline = this.#pipeline;
    const before = pipeline?.stats();
    const flushes = this.#processors.all.map(async (processor) => processor.forceFlush());
    if (pipeline !== undefined) flushes.push(flushPipeline(pipeline));
    const flushed = await withTimeout(Promise.all(flushes), timeoutMillis);
    if (flushed === kTimedOut) throw flushTimeoutError(timeoutMillis, before, pipeline?.stats());
  }

  /**
   * Sends the queued records and ends the provider. Records that are not sent before the timeout, and records emitted
   * afterwards, are dropped and counted. Every call returns the same promise.
   */
  shutdown(options?: FlushOptions): Promise<void> {
    if (this.#shutdown !== undefined) {
      diag.warn('shutdown may only be called once per LoggerProvider');
      return this.#shutdown;
    }
    const timeoutMillis = options?.timeoutMillis ?? kDefaultFlushTimeoutMillis;
    this.#settings.isShutDown = true;
    return (this.#shutdown = quietlyRejecting(this.#shutDown(timeoutMillis)));
  }

  /**
   * Blocks until every emitted record was exported, at most for `exitTimeoutMillis` less `elapsedMillis`. Drops and counts
   * the rest, with a warning. The exit of the process does this by itself: call it when the process ends in another way,
   * such as by a signal.
   */
  flushAtExit(elapsedMillis = 0): void {
    flushAtExit(this.#pipeline, elapsedMillis);
  }

  /** Returns counts of the records given to the exporter; undefined without an exporter. */
  stats(): PipelineStats | undefined {
    return this.#pipeline?.stats();
  }

  #shutDown(timeoutMillis: number): Promise<void> {
    const parts = {
      processors: this.#processors,
      pipeline: this.#pipeline,
      metrics: this.#metrics,
      exporter: this.#exporter,
    };
    return shutDownParts(parts, timeoutMillis);
  }
}

function pipelineOf(
  exporter: NativeExporter | OtlpSink,
  { batch = {}, spool, onLoss }: LoggerProviderOptions,
  resource: Resource,
  values: ValueReader,
): RecordPipeline<LogWriter> {
  return makeSpooledPipeline({
    signal: 'logs',
    exporter,
    batch,
    spool,
    resource,
    values,
    onLoss,
    makeItemWriter: (records, maxBatchRecords) => new LogWriter(records, maxBatchRecords),
  });
}

async function flushPipeline(pipeline: RecordPipeline<LogWriter>): Promise<void> {
  const { lostItems, message } = await pipeline.flush();
  if (lostItems > 0) throw new Error(`${lostItems} log records were not exported: ${message}`);
}
