import type { Tracer as ApiTracer, TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import { defaultResource, type Resource } from '@opentelemetry/resources';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import { flushAtExit } from '../pipeline/exit-hook';
import {
  flushTimeoutError,
  kDefaultFlushTimeoutMillis,
  type FlushOptions,
} from '../pipeline/flush-options';
import { PipelineMetrics } from '../pipeline/pipeline-metrics';
import { TracerMetrics } from './tracer-metrics';
import type { RecordPipeline } from '../pipeline/record-pipeline';
import { shutDownParts } from '../pipeline/shut-down';
import { makeSpooledPipeline } from '../pipeline/spool/spooled-pipeline';
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
import { optionOf } from '../values/option-of';
import { Tracer } from './tracer';
import type { TracerSettings } from './tracer-settings';

/**
 * Makes tracers. Hands their spans to the processors and, on native threads, to the exporter.
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
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option; `ERR_OTEL_NATIVE_NO_BINARY` or
   *   `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when there is an exporter and the addon cannot be loaded;
   *   `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` when the spool cannot use its folder
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
    this.#pipeline =
      exporter &&
      makeSpooledPipeline({
        signal: 'traces',
        exporter,
        batch: options.batch ?? {},
        spool: options.spool,
        resource: this.#resource,
        values,
        onLoss: options.onLoss,
        makeItemWriter: (records, maxBatchSpans) => new SpanWriter(records, maxBatchSpans),
      });
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
      eventRules: {
        countLimit: limits.attributePerEventCountLimit,
        values,
        onlySimple: true,
      },
      linkRules: { countLimit: limits.attributePerLinkCountLimit, values, onlySimple: false },
      resource: this.#resource,
      idGenerator: idGenerator?.constructor === RandomIdGenerator ? undefined : idGenerator,
      processors: this.#processors.all.length > 0 ? this.#processors : undefined,
      metrics: meterProvider && new TracerMetrics(meterProvider),
      sink: this.#pipeline?.items,
    };
  }

  /**
   * Returns the tracer of this name, version and schema URL, always the same one. Never throws: converts a name that is not a
   * string.
   */
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
   * Resolves when the processors have flushed and the exporter has answered for every span that ended before.
   * Rejects with a list of errors when something failed, was lost or timed out. Spans that timed out stay queued.
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
    // A list, because the provider of `@opentelemetry/sdk-trace` rejects with one.
    if (errors.length > 0) return Promise.reject(errors);
  }

  /**
   * Sends the queued spans and ends the provider. Spans that are not sent before the timeout, and spans that end
   * afterwards, are dropped and counted. Every call returns the same promise.
   */
  shutdown(options?: FlushOptions): Promise<void> {
    return (this.#shutdown ??= quietlyRejecting(
      this.#shutDown(options?.timeoutMillis ?? kDefaultFlushTimeoutMillis),
    ));
  }

  /**
   * With `exportOpenSpansAtExit`, ends all open spans and marks them as unfinished. The exit of the process does this by
   * itself: call it before a last flush when the process ends in another way, such as by a signal.
   */
  endOpenSpans(): void {
    this.#openSpans?.endAll();
  }

  /**
   * Blocks until every ended span was exported, at most for `exitTimeoutMillis` less `elapsedMillis`. Drops and counts
   * the rest, with a warning. The exit of the process does this by itself: call it when the process ends in another way,
   * such as by a signal.
   */
  flushAtExit(elapsedMillis = 0): void {
    flushAtExit(this.#pipeline, elapsedMillis);
  }

  /** Returns counts of the spans given to the exporter; undefined without an exporter. */
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

  /** Called by `console.log` and `util.inspect`: shows the resource, the tracers and the processors. */
  [kInspect](depth: number, options: InspectOptions, inspect: Inspect): unknown {
    const payload = {
      resource: { attributes: settledAttributes(this.#resource) },
      tracers: [...this.#tracers.keys()],
      spanProcessors: this.#processors.all.map((processor) => processor.constructor.name),
    };
    return inspectAs('TracerProvider', payload, depth, options, inspect);
  }
}

async function flushPipeline(pipeline: RecordPipeline<SpanWriter>): Promise<void> {
  const { lostItems, message } = await pipeline.flush();
  if (lostItems > 0) throw new Error(`${lostItems} spans were not exported: ${message}`);
}

/** Returns the error of a flush as a list of one; an empty list if it succeeded. */
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
