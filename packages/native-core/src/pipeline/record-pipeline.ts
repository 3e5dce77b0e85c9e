import {
  isNativeExporter,
  type LossListener,
  type NativeExporter,
  type OtlpSink,
  type PipelineStats,
} from '@otel-native/api-bridge';
import type { Resource } from '@opentelemetry/resources';
import type {
  FlushOutcome,
  NativeRecordPipeline,
  NativeSpool,
  RecordSignal,
  TellLoss,
} from '../binding/addon';
import { loadAddon } from '../binding/load';
import { LossCause } from '../binding/shared-enums.gen';
import {
  recordOf,
  scopeDefinition,
  type Definition,
  type DefinedScope,
} from '../record/definition-encoder';
import type { ValueReader } from '../record/value-reader';
import { RingWriter } from '../ring/ring-writer';
import { warnOnce } from '../values/warn-once';
import { resolveBatchOptions, type BatchOptions } from './batch-options';
import { closeNative } from './close-native';
import {
  addExitListener,
  addThreadFlusher,
  removeExitListener,
  waitLeftAtEnd,
  type ExitListener,
} from './exit-hook';
import { LossWarnings, warn } from './loss-warning';
import { pipelineStats } from './pipeline-stats';
import { RecordWriter } from './record-writer';
import { ResourceWriter } from './resource-writer';
import { signalNames } from './signal';
import { addonExporter } from './sink-adapter';

/** Longest time that a shutdown waits for the recovery of other processes' spool files. */
const kRecoveryTimeoutMillis = 1_000;
const kCutShort = 'The spool file was cut short (OTEL_NATIVE_SPOOL_OFF)';

/** Writes a signal's items into records. */
export interface ItemWriter {
  /** Writes the items that were held back to be written together with others of their task. */
  publish(): void;
  /** From now on writes each item at once, because no later task may run to write it. */
  stopBatching(): void;
  /** Called when native code lost records that defined strings: defines all strings again. */
  forgetStrings(): void;
}

/** The spool file of a pipeline, and the recovery of the files that other processes left beside it. */
export interface PipelineSpool {
  /** Undefined when the spool could not be opened: the pipeline then works without one. */
  readonly memory: NativeSpool | undefined;
  readonly recovery: RunningRecovery | undefined;
}

/** A recovery that runs in the background of a pipeline. */
export interface RunningRecovery {
  /** Waits for the end of the recovery, and stops it at the timeout: the exporter may be shut down afterwards. */
  finish(timeoutMillis: number): Promise<void>;
}

export interface RecordPipelineOptions<Items extends ItemWriter> {
  readonly signal: RecordSignal;
  readonly exporter: NativeExporter | OtlpSink;
  readonly batch: BatchOptions;
  readonly resource: Resource;
  readonly values: ValueReader;
  readonly onLoss?: LossListener | undefined;
  /** Opens the spool; may throw. Default: no spool. */
  readonly openSpool?: ((options: Required<BatchOptions>) => PipelineSpool) | undefined;
  /** @param maxBatchItems most items that are held back until the end of their task, to be written together */
  readonly makeItemWriter: (records: RecordWriter, maxBatchItems: number) => Items;
}

/** The JavaScript half of a pipeline of records: owns the ring and the start, flush and end of the pipeline. */
export class RecordPipeline<Items extends ItemWriter> implements ExitListener {
  /** Items that may wait for the exporter; infinite when only their bytes are limited. */
  readonly maxQueueSize: number;
  readonly items: Items;
  readonly #signal: RecordSignal;
  readonly #records: RecordWriter;
  readonly #native: NativeRecordPipeline;
  readonly #isSpooled: boolean;
  /** True in a worker thread with a native exporter: its end need not wait, because native threads send the rest. */
  readonly #leavesToThreads: boolean;
  readonly #recovery: RunningRecovery | undefined;
  readonly #losses: LossWarnings;
  readonly #exitTimeoutMillis: number;
  readonly #resource: ResourceWriter;
  readonly #values: ValueReader;
  #scopeCount = 0;
  #flushesAtExit = false;
  #closing: Promise<FlushOutcome> | undefined;

  /**
   * @throws when an option is invalid or the addon cannot be loaded; see `resolveBatchOptions`, `openSpool` and
   *   `loadAddon`
   */
  constructor({ signal, exporter, resource, values, ...given }: RecordPipelineOptions<Items>) {
    this.#signal = signal;
    this.#values = values;
    this.#losses = new LossWarnings(signal, given.onLoss);
    const options = resolveBatchOptions(given.batch, signal);
    const spool = given.openSpool?.(options);
    const memory = spool?.memory;
    this.#recovery = spool?.recovery;
    this.#isSpooled = memory !== undefined;
    const ring = new RingWriter(options.ringBytes, memory?.ring);
    const addon = loadAddon();
    this.#native = new addon.RecordPipeline(
      signal,
      ring.memory,
      options,
      addonExporter(exporter, signal),
      this.#tell,
      memory?.spool,
    );
    this.maxQueueSize = options.maxQueueSize;
    this.#exitTimeoutMillis = options.exitTimeoutMillis;
    this.#records = new RecordWriter(this.#native, ring, this.#losses, options);
    // No batches in a worker, which may be terminated in the middle of a task, nor with a spool, which must hold every ended item.
    const batches = addon.isMainThread && !this.#isSpooled;
    this.items = given.makeItemWriter(this.#records, batches ? options.maxExportBatchSize : 1);
    this.#resource = new ResourceWriter(
      resource,
      values,
      (definition) => this.#define(definition),
      this.#isSpooled ? (definition) => this.#save(definition) : undefined,
    );
    this.#leavesToThreads = !addon.isMainThread && isNativeExporter(exporter);
    addExitListener(this);
    addThreadFlusher(addon);
  }

  /** Called by native code; never throws. */
  readonly #tell: TellLoss = (cause, items, message) => {
    this.#losses.tell(cause, cause === LossCause.spool ? this.#moveSpool() : items, message);
  };

  /** Moves to another spool file when this one was lost. Returns the number of items lost with it. */
  #moveSpool(): number {
    this.items.publish();
    const lost = this.#records.moveSpool();
    if (lost >= 0) this.items.forgetStrings();
    return Math.max(0, lost);
  }

  /** Defines a scope. Returns the id that its items carry. */
  defineScope(scope: DefinedScope): number {
    this.#define(scopeDefinition(this.#scopeCount, scope));
    return this.#scopeCount++;
  }

  #define(definition: Definition): void {
    const { bytes, size } = recordOf(definition);
    if (!this.#native.append(bytes, size, true) && this.#isSpooled) {
      warnOnce('A scope or the resource is too large for the spool, which is of no use without it');
    }
  }

  /** Keeps a definition in the spool until a better one replaces it. */
  #save(definition: Definition): void {
    const { bytes, size } = recordOf(definition);
    this.#native.save(bytes, size);
  }

  /** Resolves when the exporter has answered for everything written so far. */
  async flush(): Promise<FlushOutcome> {
    if (this.#closing !== undefined) return this.#closing;
    this.items.publish();
    await this.#resource.written;
    return this.#native.flush();
  }

  /**
   * Stops accepting items. Resolves when every queued item was exported or, at the timeout, counted as dropped. Every call
   * returns the same promise.
   */
  close(timeoutMillis: number): Promise<FlushOutcome> {
    return (this.#closing ??= this.#close(timeoutMillis));
  }

  async #close(timeoutMillis: number): Promise<FlushOutcome> {
    this.items.publish();
    this.#records.closed = true;
    const outcome = await closeNative(this.#native, this.#resource, timeoutMillis, () =>
      this.#recovery?.finish(Math.min(timeoutMillis, kRecoveryTimeoutMillis)),
    );
    this.#losses.end(this.stats());
    this.#native.letRingGo();
    // Removed only now: the process may exit while the rest is being sent.
    removeExitListener(this);
    return outcome;
  }

  beginFlushAtExit(elapsedMillis: number): void {
    this.#resource.writePending();
    this.items.stopBatching();
    // Called here, because the event loop will not turn again to deliver the drain thread's message.
    const unreadable = this.#isSpooled ? this.#moveSpool() : 0;
    if (unreadable > 0) this.#losses.tell(LossCause.spool, unreadable, kCutShort);
    const before = this.stats();
    if (before.queued === 0) {
      this.#losses.tellRest(before.dropped, before.lastError);
      return;
    }
    if (this.#leavesToThreads) {
      this.#native.leave();
      return;
    }
    this.#flushesAtExit = true;
    this.#beginNativeFlush(elapsedMillis);
  }

  #beginNativeFlush(elapsedMillis: number): void {
    const timeoutMillis = waitLeftAtEnd(this.#exitTimeoutMillis, elapsedMillis);
    this.#native.beginFlushAtExit(timeoutMillis, loadAddon().isMainThread);
  }

  endFlushAtExit(elapsedMillis: number): void {
    if (!this.#flushesAtExit) return;
    this.#flushesAtExit = false;
    let isSent = this.#native.endFlushAtExit();
    // Listeners of losses and loggers may have written more meanwhile.
    if (isSent && this.stats().queued > 0) {
      this.#beginNativeFlush(elapsedMillis);
      isSent = this.#native.endFlushAtExit();
    }
    if (!isSent) {
      // The pipeline has ended: items that other exit listeners write now are counted as dropped.
      this.#closing ??= Promise.resolve({ lostItems: 0, message: '' });
      this.#records.closed = true;
    }
    const { queued, dropped, lastError } = this.stats();
    const { isKept } = this.#native.stats();
    const shutdown = isKept ? dropped.shutdown : queued + dropped.shutdown;
    this.#losses.tellRest({ ...dropped, shutdown }, lastError);
    const lost = queued + dropped.shutdown;
    if (lost === 0) return;
    const fate = isKept
      ? 'wait in the spool for the next process'
      : 'were not exported before the process exited';
    warn(`${lost} ${signalNames[this.#signal].items} ${fate}. ${lastError}`);
  }

  stats(): PipelineStats {
    this.items.publish();
    return pipelineStats(
      this.#records.ended,
      this.#records.dropped,
      this.#native.stats(),
      this.#values,
    );
  }
}
