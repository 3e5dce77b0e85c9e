import type { InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  isNativeExporter,
  type LossListener,
  type NativeExporter,
  type OtlpSink,
  type PipelineStats,
} from '@otel-native/api-bridge';
import type { AttributeSet } from './aggregation/attribute-set';
import {
  exemplarsDefinition,
  filteredDefinition,
  seriesDefinition,
  streamDefinition,
} from './aggregation/metric-definitions';
import { MetricMemory } from './aggregation/metric-memory';
import type { Series } from './aggregation/series';
import type { Stream, StreamDefiner } from './aggregation/stream';
import type { FlushOutcome, NativeMetricPipeline, NativePipelineOptions } from '../binding/addon';
import { loadAddon } from '../binding/load';
import type { ObservingPipeline } from './observing-pipeline';
import { recordOf, scopeDefinition, type Definition } from '../record/definition-encoder';
import type { ValueReader } from '../record/value-reader';
import { warnOnce } from '../values/warn-once';
import { closeNative } from '../pipeline/close-native';
import {
  addExitListener,
  addThreadFlusher,
  removeExitListener,
  waitLeftAtEnd,
  type ExitListener,
} from '../pipeline/exit-hook';
import { LossWarnings, warn } from '../pipeline/loss-warning';
import { pipelineStats } from '../pipeline/pipeline-stats';
import { ResourceWriter } from '../pipeline/resource-writer';
import { addonExporter } from '../pipeline/sink-adapter';

/** Distinguishes the series of worker threads: each thread aggregates its own. */
const kThreadAttribute = 'thread.id';

/**
 * Holds the callback of native code until it is released. The native half of the pipeline holds this object, and the
 * pipeline holds its native half: without a release, the garbage collector could never free a provider.
 */
class Observing {
  #observe: ((round: number) => void) | undefined;

  constructor(observe: (round: number) => void) {
    this.#observe = observe;
  }

  readonly run = (round: number): void => this.#observe?.(round);

  letGo(): void {
    this.#observe = undefined;
  }
}

/** The JavaScript half of a meter provider's pipeline: owns the shared memory and describes it to native code. */
export class MetricPipeline implements StreamDefiner, ObservingPipeline, ExitListener {
  readonly memory: MetricMemory;
  readonly #losses: LossWarnings;
  readonly #observing: Observing;
  readonly values: ValueReader;
  readonly #native: NativeMetricPipeline;
  readonly #isMainThread: boolean;
  /** True in a worker thread with a native exporter: native threads send the rest after its end, which need not wait. */
  readonly #leavesToThreads: boolean;
  /** Id of the worker thread; undefined on the main thread. */
  readonly #threadId: number | undefined;
  readonly #resource: ResourceWriter;
  readonly #exitTimeoutMillis: number;
  #scopeCount = 0;
  #filteredCount = 0;
  #invalid = 0;
  #flushesAtExit = false;
  #closing: Promise<FlushOutcome> | undefined;

  /**
   * @param observe runs the callbacks for the collection of an interval, then calls `observed`; must not throw
   * @throws when the addon cannot be loaded; see `loadAddon`
   */
  constructor(
    exporter: NativeExporter | OtlpSink,
    options: NativePipelineOptions,
    resource: Resource,
    values: ValueReader,
    observe: (round: number) => void,
    onLoss?: LossListener,
  ) {
    this.#losses = new LossWarnings('metrics', onLoss);
    this.#observing = new Observing(observe);
    this.values = values;
    this.memory = new MetricMemory((chunk) => this.#native.addChunk(chunk));
    const addon = loadAddon();
    const { MetricPipeline: Native, isMainThread } = addon;
    this.#leavesToThreads = !isMainThread && isNativeExporter(exporter);
    this.#isMainThread = isMainThread;
    this.#threadId = isMainThread
      ? undefined
      : process.getBuiltinModule('node:worker_threads').threadId;
    this.#native = new Native(
      bytesOf(this.memory.control.words),
      options,
      addonExporter(exporter, 'metrics'),
      this.#losses.tell,
      this.#observing.run,
    );
    this.#exitTimeoutMillis = options.exitTimeoutMillis;
    this.#resource = new ResourceWriter(resource, values, (definition) =>
      this.#define(definition, true),
    );
    addExitListener(this);
    addThreadFlusher(addon);
  }

  /** Defines a scope. Returns the id that its streams carry. */
  defineScope(scope: InstrumentationScope): number {
    this.#define(scopeDefinition(this.#scopeCount, scope));
    return this.#scopeCount++;
  }

  defineStream({ id, scopeId, descriptor, shape, exemplarCount }: Stream): void {
    this.#define(streamDefinition(id, scopeId, descriptor, shape, exemplarCount));
  }

  defineSeries(stream: Stream, series: Series, set: AttributeSet): void {
    const id = this.#threadId;
    const isTold = id === undefined || set.keys.includes(kThreadAttribute);
    const told = isTold
      ? set
      : { keys: [...set.keys, kThreadAttribute], copies: [...set.copies, id] };
    this.#define(seriesDefinition(stream.id, series.id, series.cell, told));
  }

  defineExemplars(stream: Stream, series: Series): void {
    if (series.exemplars !== undefined)
      this.#define(exemplarsDefinition(stream.id, series.id, series.exemplars));
  }

  defineFiltered(set: AttributeSet, epoch: number): number {
    this.#define(filteredDefinition(++this.#filteredCount, epoch, set));
    return this.#filteredCount;
  }

  #define(definition: Definition, wakes = false): void {
    if (this.#closing !== undefined) return;
    const { bytes, size } = recordOf(definition);
    this.#native.define(bytes, size, wakes);
  }

  readonly tellInvalid = (error: unknown): void => {
    this.#invalid++;
    warnOnce('A measurement could not be read and is lost; further ones are only counted', error);
  };

  /** Sets whether callbacks must run before a collection. */
  setObserves(observes: boolean): void {
    this.#native.setObserves(observes);
  }
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void {
    if (this.#closing === undefined) this.#native.observe(targets, values, round, startMillis);
  }
  addObserver(nativeHandle: object): number {
    return this.#closing === undefined ? this.#native.addObserver(nativeHandle) : 0;
  }
  setTargets(observer: number, layout: number, targets: Uint32Array): void {
    this.#native.setTargets(observer, layout, targets);
  }
  removeObserver(observer: number): void {
    this.#native.removeObserver(observer);
  }
  observed(round: number): void {
    this.#native.observed(round);
  }
  awaits(round: number): boolean {
    return this.#native.awaits(round);
  }

  /** Resolves when a collection can start at once. */
  get ready(): Promise<void> {
    return this.#resource.written;
  }

  /** Collects, and resolves when the exporter has answered. Must be called after `ready` resolved. */
  async flush(): Promise<FlushOutcome> {
    return this.#closing ?? this.#native.flush();
  }

  /** Collects a last time. Resolves when the exporter has answered or, at the timeout, the rest was counted as dropped. */
  close(timeoutMillis: number): Promise<FlushOutcome> {
    return (this.#closing ??= this.#close(timeoutMillis));
  }

  async #close(timeoutMillis: number): Promise<FlushOutcome> {
    const outcome = await closeNative(this.#native, this.#resource, timeoutMillis);
    this.#losses.end(this.stats());
    this.#observing.letGo();
    removeExitListener(this);
    return outcome;
  }

  beginFlushAtExit(elapsedMillis: number): void {
    this.#resource.writePending();
    if (this.#leavesToThreads) {
      this.#native.leave();
      return;
    }
    const timeoutMillis = waitLeftAtEnd(this.#exitTimeoutMillis, elapsedMillis);
    this.#flushesAtExit = true;
    this.#native.beginFlushAtExit(timeoutMillis, this.#isMainThread);
  }

  endFlushAtExit(): void {
    if (!this.#flushesAtExit) return;
    this.#flushesAtExit = false;
    if (!this.#native.endFlushAtExit()) {
      this.#closing ??= Promise.resolve({ lostItems: 0, message: '' });
    }
    const { queued, dropped, lastError } = this.stats();
    this.#losses.tellRest({ ...dropped, shutdown: queued + dropped.shutdown }, lastError);
    const lost = queued + dropped.shutdown;
    if (lost > 0)
      warn(`${lost} data points were not exported before the process exited. ${lastError}`);
  }

  /** Returns the counters. Measurements that could not be read count as ended and as invalid. */
  stats(): PipelineStats {
    const native = this.#native.stats();
    const own = { queueFull: 0, tooLarge: 0, invalid: this.#invalid, shutdown: 0 };
    return pipelineStats(native.collected + this.#invalid, own, native, this.values);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
