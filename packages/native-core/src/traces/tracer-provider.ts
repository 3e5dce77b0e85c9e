import {
  diag,
  type Tracer as ApiTracer,
  type TracerProvider as ApiTracerProvider,
} from '@opentelemetry/api';
import { defaultResource, type Resource } from '@opentelemetry/resources';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import {
  flushTimeoutError,
  kDefaultFlushTimeoutMillis,
  type FlushOptions,
} from '../pipeline/flush-options';
import { PipelineMetrics } from '../pipeline/pipeline-metrics';
import { TracerMetrics } from './tracer-metrics';
import { RecordPipeline } from '../pipeline/record-pipeline';
import { attachSpool } from '../pipeline/spool/spool';
import { SpanWriter } from './record/span-writer';
import { quietlyRejecting } from '../pipeline/quietly-rejecting';
import { kTimedOut, withTimeout } from '../pipeline/timeout';
import { OpenSpans } from './processing/open-spans';
import { ProcessorList } from './processing/processor-list';
import {
  readProviderOptions,
  resolveSpanLimits,
  type TracerProviderOptions,
} from './tracer-provider-options';
import { AlwaysOnSampler } from './sampling/always-on-sampler';
import { decisionTable } from './sampling/decision-table';
import { ParentBasedSampler } from './sampling/parent-based-sampler';
import { anyText, ownText } from '../record/own-text';
import { RandomIdGenerator, seedIds } from '../values/ids';
import {
  inspectAs,
  kInspect,
  settledAttributes,
  type Inspect,
  type InspectOptions,
} from '../values/inspect';
import { ValueReader } from '../record/value-reader';
import { spoolOptionsFromEnvironment, type SpoolOptions } from '../pipeline/spool/spool-options';
import { optionOf } from '../values/option-of';
import { Tracer } from './tracer';
import type { TracerSettings } from './tracer-settings';

/**
 * Makes tracers, and owns the way of their spans: to the processors, and through native threads to the exporter.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#tracer-provider
 */
export class TracerProvider implements ApiTracerProvider {
  readonly #resource: Resource;
  readonly #processors: ProcessorList;
  readonly #exporter: NativeExporter | OtlpSink | undefined;
  readonly #pipeline: RecordPipeline<SpanWriter> | undefined;
  readonly #metrics: PipelineMetrics | undefined;
  readonly #settings: TracerSettings;
  readonly #tracers = new Map<string, Tracer>();
  readonly #openSpans: OpenSpans | undefined;
  #shutdown: Promise<void> | undefined;

  /**
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an option that is wrong; `ERR_OTEL_NATIVE_NO_BINARY` or
   *   `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when there is an exporter and the addon cannot be used;
   *   `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` when the spool's folder cannot
   */
  constructor(options: TracerProviderOptions = {}) {
    options = readProviderOptions(options);
    const { exporter, idGenerator, meterProvider } = options;
    seedIds();
    const sampler = options.sampler ?? new ParentBasedSampler({ root: new AlwaysOnSampler() });
    const limits = resolveSpanLimits(options.spanLimits);
    this.#resource = options.resource ?? defaultResource();
    this.#openSpans = options.exportOpenSpansAtExit === true ? new OpenSpans() : undefined;
    this.#processors = new ProcessorList([
      ...(this.#openSpans === undefined ? [] : [this.#openSpans]),
      ...(options.spanProcessors ?? []),
    ]);
    this.#exporter = exporter;
    const values = new ValueReader(limits.attributeValueLengthLimit, limits);
    this.#pipeline = exporter && pipelineOf(exporter, options, this.#resource, values);
    const pipeline = this.#pipeline;
    this.#metrics =
      meterProvider &&
      exporter &&
      pipeline &&
      new PipelineMetrics('traces', meterProvider, exporter.name, pipeline.maxQueueSize, () =>
        pipeline.stats(),
      );
    this.#settings = {
      sampler,
      decisions: decisionTable(sampler),
      limits,
      values,
      resource: this.#resource,
      idGenerator: idGenerator?.constructor === RandomIdGenerator ? undefined : idGenerator,
      processors: this.#processors.all.length > 0 ? this.#processors : undefined,
      metrics: meterProvider && new TracerMetrics(meterProvider),
      sink: this.#pipeline?.items,
    };
  }

  /** Never throws: a name that is no text counts as the text that it can be made. */
  getTracer(name: string, version?: string, options?: { schemaUrl?: string }): ApiTracer {
    return this.#tracer(anyText(name), anyText(version), anyText(optionOf(options, 'schemaUrl')));
  }

  #tracer(
    name: string | undefined,
    version: string | undefined,
    schemaUrl: string | undefined,
  ): ApiTracer {
    const key = `${name}@${version ?? ''}:${schemaUrl ?? ''}`;
    let tracer = this.#tracers.get(key);
    if (tracer === undefined) {
      const scope = {
        name: ownText(name)!,
        version: ownText(version)!,
        schemaUrl: ownText(schemaUrl)!,
      };
      tracer = new Tracer(scope, this.#pipeline?.defineScope(scope) ?? 0, this.#settings);
      this.#tracers.set(ownText(key), tracer);
    }
    return tracer;
  }

  /**
   * Resolves when the processors have flushed and the exporter has answered for everything that ended before.
   * Rejects with the list of errors: what failed, was lost or took longer than the time. Spans that took longer stay queued.
   */
  forceFlush(options?: FlushOptions): Promise<void> {
    return quietlyRejecting(this.#forceFlush(options));
  }

  async #forceFlush(options?: FlushOptions): Promise<void> {
    const timeoutMillis = options?.timeoutMillis ?? kDefaultFlushTimeoutMillis;
    const pipeline = this.#pipeline;
    const before = pipeline?.stats();
    const flushes = this.#processors.all.map(async (processor) => processor.forceFlush());
    if (pipeline !== undefined) flushes.push(flushPipeline(pipeline));
    const timedOut = () => flushTimeoutError(timeoutMillis, before, pipeline?.stats());
    const errors = (
      await Promise.all(flushes.map((flush) => errorOf(flush, timeoutMillis, timedOut)))
    ).flat();
    // The specified form of this rejection is a list, as upstream's.
    if (errors.length > 0) return Promise.reject(errors);
  }

  /**
   * Sends what is left and ends the provider; what cannot be sent within the time is dropped and counted. Spans that end
   * later are counted as dropped. Further calls give the same promise.
   */
  shutdown(options?: FlushOptions): Promise<void> {
    return (this.#shutdown ??= quietlyRejecting(
      this.#shutDown(options?.timeoutMillis ?? kDefaultFlushTimeoutMillis),
    ));
  }

  /**
   * Ends the spans that are still open as unfinished ones, where `exportOpenSpansAtExit` is on; the process's exit does
   * it by itself. For ends of the process that are no exit, before a last flush.
   */
  endOpenSpans(): void {
    this.#openSpans?.endAll();
  }

  /**
   * What the exit of the process does by itself: blocks until everything that ended was exported, for
   * `exitTimeoutMillis` at most, less what was spent before; what is not sent by then is dropped and counted, with a
   * warning. For ends of the process that are no exit, such as a signal.
   */
  flushAtExit(elapsedMillis = 0): void {
    this.#pipeline?.flushAtExit(elapsedMillis);
  }

  /** What became of the spans given to the exporter. Undefined without an exporter. */
  stats(): PipelineStats | undefined {
    return this.#pipeline?.stats();
  }

  /** Each part shuts down whatever becomes of the others; then the first failure is told. */
  async #shutDown(timeoutMillis: number): Promise<void> {
    const results = await Promise.allSettled([
      this.#processors.shutdown(),
      this.#closeExporter(timeoutMillis),
    ]);
    const failure = results.find((result) => result.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  }

  async #closeExporter(timeoutMillis: number): Promise<void> {
    try {
      await this.#pipeline?.close(timeoutMillis);
    } finally {
      this.#metrics?.freeze();
      await this.#exporter?.shutdown();
    }
  }

  [kInspect](depth: number, options: InspectOptions, inspect: Inspect): unknown {
    const payload = {
      resource: { attributes: settledAttributes(this.#resource) },
      tracers: [...this.#tracers.keys()],
      spanProcessors: this.#processors.all.map((processor) => processor.constructor.name),
    };
    return inspectAs('TracerProvider', payload, depth, options, inspect);
  }
}

/** A folder of the environment that cannot be used is an error line, and the spans go without a spool. */
function pipelineOf(
  exporter: NativeExporter | OtlpSink,
  { batch = {}, spool, onLoss }: TracerProviderOptions,
  resource: Resource,
  values: ValueReader,
): RecordPipeline<SpanWriter> {
  const pipelineWith = (used: SpoolOptions | undefined) =>
    new RecordPipeline({
      signal: 'traces',
      exporter,
      batch,
      resource,
      values,
      onLoss,
      openSpool: used && ((options) => attachSpool(used, options, exporter)),
      makeItemWriter: (records, maxBatchSpans) => new SpanWriter(records, maxBatchSpans),
    });
  const ofEnvironment = spool === undefined ? spoolOptionsFromEnvironment() : undefined;
  if (ofEnvironment === undefined) return pipelineWith(spool);
  try {
    return pipelineWith(ofEnvironment);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY' && !message.startsWith('spool.')) throw error;
    diag.error(`The spool is off: ${message} (${code})`);
    return pipelineWith(undefined);
  }
}

async function flushPipeline(pipeline: RecordPipeline<SpanWriter>): Promise<void> {
  const { lostItems, message } = await pipeline.flush();
  if (lostItems > 0) throw new Error(`${lostItems} spans were not exported: ${message}`);
}

/** What a flush failed with, as a list of none or one. */
async function errorOf(
  flush: Promise<void>,
  timeoutMillis: number,
  timedOut: () => Error,
): Promise<unknown[]> {
  try {
    return (await withTimeout(flush, timeoutMillis)) === kTimedOut ? [timedOut()] : [];
  } catch (error) {
    return [error];
  }
}
