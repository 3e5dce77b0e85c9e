import type { InstrumentationScope } from '@opentelemetry/core';
import {
  isNativeExporter,
  type LossListener,
  type NativeExporter,
  type OtlpSink,
  type PipelineStats,
} from '@otel-native/api-bridge';
import type { Resource } from '@opentelemetry/resources';
import type { FlushOutcome, NativePipeline } from '../binding/addon';
import { loadAddon } from '../binding/load';
import { recordOf, scopeDefinition, type Definition } from '../record/definition-encoder';
import { RingWriter } from '../ring/ring-writer';
import type { ValueReader } from '../values/value-reader';
import { openSpool, startRecovery, type RunningRecovery } from './spool/spool';
import type { SpoolOptions } from './spool/spool-options';
import { resolveBatchOptions, type BatchOptions } from './batch-options';
import {
  addExitListener,
  addThreadFlusher,
  removeExitListener,
  type ExitListener,
} from './exit-hook';
import { LossCause, LossWarnings, warn } from './loss-warning';
import { pipelineStats } from './pipeline-stats';
import { ResourceWriter } from './resource-writer';
import { addonExporter } from './sink-adapter';
import { SpanWriter } from '../traces/record/span-writer';
import { withTimeout } from './timeout';
import { warnOnce } from './warn-once';

/** How long a shutdown waits for what other processes left in the spool. */
const kRecoveryTimeoutMillis = 1_000;
const kCutShort = 'The spool file was cut short (OTEL_NATIVE_SPOOL_OFF)';

/** The JavaScript half of a pipeline: what its spans are written to, and its life. */
export class Pipeline implements ExitListener {
  /** Spans that may wait for the exporter; infinite when only their bytes are limited. */
  readonly maxQueueSize: number;
  readonly spans: SpanWriter;
  readonly #native: NativePipeline;
  readonly #ring: RingWriter;
  readonly #isSpooled: boolean;
  /** The native threads send what a worker thread left, while the process works on: its end need not wait. */
  readonly #leavesToThreads: boolean;
  readonly #recovery: RunningRecovery | undefined;
  readonly #losses: LossWarnings;
  readonly #exitTimeoutMillis: number;
  readonly #resource: ResourceWriter;
  readonly #values: ValueReader;
  #scopeCount = 0;
  #closing: Promise<FlushOutcome> | undefined;

  /**
   * @throws when an option is invalid or the addon cannot be loaded; see `resolveBatchOptions`, `openSpool` and
   *   `loadAddon`
   */
  constructor(
    exporter: NativeExporter | OtlpSink,
    batch: BatchOptions,
    resource: Resource,
    values: ValueReader,
    spool?: SpoolOptions,
    onLoss?: LossListener,
  ) {
    this.#losses = new LossWarnings('spans', onLoss);
    const options = resolveBatchOptions(batch);
    // First: what is too old, or was sent, makes room.
    this.#recovery = spool && startRecovery(spool, options, exporter);
    const spooled = spool && openSpool(spool, options.ringBytes);
    this.#isSpooled = spooled !== undefined;
    const ring = new RingWriter(options.ringBytes, spooled?.ring);
    this.#ring = ring;
    const addon = loadAddon();
    this.#native = new addon.Pipeline(
      ring.memory,
      options,
      addonExporter(exporter, 'traces'),
      this.#tell,
      spooled?.spool,
    );
    this.maxQueueSize = options.maxQueueSize;
    this.spans = new SpanWriter(this.#native, ring, this.#losses, {
      ...options,
      // A worker may be terminated in the middle of a task, and a file is to hold what has ended.
      batches: addon.isMainThread && !this.#isSpooled,
    });
    this.#exitTimeoutMillis = options.exitTimeoutMillis;
    this.#values = values;
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

  readonly #tell = (cause: number, items: number, message: string): void => {
    this.#losses.tell(cause, cause === LossCause.spool ? this.#moveSpool() : items, message);
  };

  /** Goes over to another spool file where this one was lost; gives the number of spans that are lost with it. */
  #moveSpool(): number {
    this.spans.publish();
    const lost = this.#native.moveSpool(this.#ring.writeTicket, this.spans.written);
    if (lost >= 0) this.spans.forgetStrings();
    return Math.max(0, lost);
  }

  /** Makes a scope known and gives the id that its spans carry. */
  defineScope(scope: InstrumentationScope): number {
    this.#define(scopeDefinition(this.#scopeCount, scope));
    return this.#scopeCount++;
  }

  #define(definition: Definition): void {
    const { bytes, size } = recordOf(definition);
    if (!this.#native.append(bytes, size, true) && this.#isSpooled) {
      warnOnce('A scope or the resource is too large for the spool, which is of no use without it');
    }
  }

  /** Keeps a definition in the spool until a better one comes. */
  #save(definition: Definition): void {
    const { bytes, size } = recordOf(definition);
    this.#native.save(bytes, size);
  }

  /** Resolves when the exporter has answered for everything written so far. */
  async flush(): Promise<FlushOutcome> {
    if (this.#closing !== undefined) return this.#closing;
    this.spans.publish();
    await this.#resource.written;
    return this.#native.flush();
  }

  /**
   * Takes nothing more, and resolves when the rest was answered or, after the time, counted as dropped. Further calls
   * give the same promise.
   */
  close(timeoutMillis: number): Promise<FlushOutcome> {
    return (this.#closing ??= this.#close(timeoutMillis));
  }

  async #close(timeoutMillis: number): Promise<FlushOutcome> {
    const begin = performance.now();
    this.spans.publish();
    this.spans.closed = true;
    await withTimeout(this.#resource.written, timeoutMillis);
    this.#resource.writePending();
    await this.#recovery?.finish(Math.min(timeoutMillis, kRecoveryTimeoutMillis));
    const outcome = await this.#native.close(
      Math.max(0, timeoutMillis - (performance.now() - begin)),
    );
    const { dropped, lastError } = this.stats();
    this.#losses.tellRest(dropped, lastError);
    this.#losses.end();
    // Only now: the process may exit while the rest is still on its way.
    removeExitListener(this);
    return outcome;
  }

  flushAtExit(elapsedMillis: number): void {
    this.#resource.writePending();
    this.spans.stopBatching();
    // No turn of the event loop comes any more for what the drain thread may have to say about it.
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
    const timeoutMillis = Math.max(0, this.#exitTimeoutMillis - elapsedMillis);
    if (!this.#native.flushAtExit(timeoutMillis, loadAddon().isMainThread)) {
      // It has ended; spans that other listeners of the exit end are counted with what it dropped.
      this.#closing ??= Promise.resolve({ lostItems: 0, message: '' });
      this.spans.closed = true;
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
    warn(`${lost} spans ${fate}. ${lastError}`);
  }

  stats(): PipelineStats {
    this.spans.publish();
    return pipelineStats(this.spans.ended, this.spans.dropped, this.#native.stats(), this.#values);
  }
}
