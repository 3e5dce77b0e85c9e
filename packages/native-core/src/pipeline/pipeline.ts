import { diag } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import type { Resource } from '@opentelemetry/resources';
import type { FlushOutcome, NativePipeline } from '../binding/addon';
import { loadAddon } from '../binding/load';
import { recordOf, scopeDefinition, type Definition } from '../record/definition-encoder';
import { RecordMemory, alignedBytes } from '../record/record-memory';
import { readContent, type SpanContent } from '../record/span-content';
import { SpanEncoder, countedSpanBytes, maxSpanBytes } from '../record/span-encoder';
import { kWordBytes } from '../record/format.gen';
import { StringTable } from '../record/string-table';
import { RingWriter } from '../ring/ring-writer';
import { openSpool, startRecovery, type RunningRecovery } from '../spool/spool';
import type { SpoolOptions } from '../spool/spool-options';
import type { SpanSink } from '../span/span-owner';
import type { SpanState } from '../span/span-state';
import { resolveBatchOptions, type BatchOptions } from './batch-options';
import { addExitListener, removeExitListener, type ExitListener } from './exit-hook';
import { LossCause, LossWarnings } from './loss-warning';
import { pipelineStats } from './pipeline-stats';
import { ResourceWriter } from './resource-writer';
import { addonExporter } from './sink-adapter';
import { withTimeout } from './timeout';
import { warnOnce } from '../warn-once';

/** Part of the ring that one record may take; larger ones go around it. */
const kMaxRingShare = 1 / 4;
/** How long a shutdown waits for what other processes left in the spool. */
const kRecoveryTimeoutMillis = 1_000;
/** Part of the ring that may fill before the drain thread is woken. */
const kWakeShare = 1 / 2;

/** The JavaScript half of a pipeline: writes ended spans where the drain thread finds them. */
export class Pipeline implements SpanSink, ExitListener {
  /** Spans that may wait for the exporter; infinite when only their bytes are limited. */
  readonly maxQueueSize: number;
  readonly #native: NativePipeline;
  readonly #isSpooled: boolean;
  readonly #recovery: RunningRecovery | undefined;
  readonly #ring: RingWriter;
  readonly #losses = new LossWarnings('spans');
  readonly #strings = new StringTable();
  readonly #encoder = new SpanEncoder(this.#strings);
  readonly #maxRecordBytes: number;
  readonly #maxPendingBytes: number;
  readonly #maxExportBatchSize: number;
  readonly #maxItemBytes: number;
  readonly #exitTimeoutMillis: number;
  readonly #resource: ResourceWriter;
  #scopeCount = 0;
  #spansSinceWake = 0;
  #bytesSinceWake = 0;
  #closing: Promise<FlushOutcome> | undefined;

  #ended = 0;
  readonly #dropped = { queueFull: 0, tooLarge: 0, invalid: 0, shutdown: 0 };

  /**
   * @throws when an option is invalid or the addon cannot be loaded; see `resolveBatchOptions`, `openSpool` and
   *   `loadAddon`
   */
  constructor(
    exporter: NativeExporter | OtlpSink,
    batch: BatchOptions,
    resource: Resource,
    spool?: SpoolOptions,
  ) {
    const options = resolveBatchOptions(batch);
    // First: what is too old, or was sent, makes room.
    this.#recovery = spool && startRecovery(spool, options, exporter);
    const spooled = spool && openSpool(spool, options.ringBytes);
    this.#isSpooled = spooled !== undefined;
    this.#ring = new RingWriter(options.ringBytes, spooled?.ring);
    this.#native = new (loadAddon().Pipeline)(
      this.#ring.memory,
      options,
      addonExporter(exporter, 'traces'),
      this.#losses.tell,
      spooled?.spool,
    );
    this.maxQueueSize = options.maxQueueSize;
    this.#maxRecordBytes = options.ringBytes * kMaxRingShare;
    this.#maxPendingBytes = options.ringBytes * kWakeShare;
    this.#maxExportBatchSize = options.maxExportBatchSize;
    this.#maxItemBytes = options.maxQueueBytes;
    this.#exitTimeoutMillis = options.exitTimeoutMillis;
    this.#resource = new ResourceWriter(
      resource,
      (definition) => this.#define(definition),
      this.#isSpooled ? (definition) => this.#save(definition) : undefined,
    );
    addExitListener(this);
  }

  /** Makes a scope known and gives the id that its spans carry. */
  defineScope(scope: InstrumentationScope): number {
    this.#define(scopeDefinition(this.#scopeCount, scope));
    return this.#scopeCount++;
  }

  /** Takes a sampled span that has ended. Never throws and never waits; what cannot be taken is counted. */
  write(span: SpanState): void {
    this.#ended++;
    if (this.#closing !== undefined) {
      this.#dropped.shutdown++;
      return;
    }
    let content: SpanContent;
    let bytes: number;
    try {
      content = readContent(span);
      bytes = maxSpanBytes(span, content);
      if (bytes > this.#maxRecordBytes) bytes = countedSpanBytes(span, content);
    } catch (error) {
      this.#dropped.invalid++;
      warnOnce('A span could not be read and is lost', error);
      return;
    }
    if (bytes > this.#maxRecordBytes) this.#writeAround(span, content, bytes);
    else this.#writeToRing(span, content, bytes);
  }

  #writeToRing(span: SpanState, content: SpanContent, maxBytes: number): void {
    const start = this.#reserve(maxBytes);
    if (start < 0) {
      this.#drop('queueFull');
      return;
    }
    const end = this.#encoder.write(this.#ring.records, start, span, content);
    this.#bytesSinceWake += this.#ring.commit(end);
    const wake =
      ++this.#spansSinceWake >= this.#maxExportBatchSize ||
      this.#bytesSinceWake >= this.#maxPendingBytes;
    if (!wake) return;
    this.#spansSinceWake = this.#bytesSinceWake = 0;
    this.#native.wake();
  }

  /** The position of so many bytes in the ring, if need be after its content went to the heap; -1 when that is full. */
  #reserve(bytes: number): number {
    const position = this.#ring.reserve(bytes);
    if (position >= 0) return position;
    this.#spansSinceWake = this.#bytesSinceWake = 0;
    return this.#native.moveRingToHeap() ? this.#ring.reserve(bytes) : -1;
  }

  /** The way of records that would fill much of the ring: through memory of their own, with one copy more. */
  #writeAround(span: SpanState, content: SpanContent, maxBytes: number): void {
    if (maxBytes > this.#maxItemBytes) {
      this.#drop('tooLarge');
      return;
    }
    // The native side may refuse the record, so it must not be the one that defines a string.
    this.#strings.frozen = true;
    const bytes = Buffer.allocUnsafeSlow(alignedBytes(maxBytes));
    const end = this.#encoder.write(new RecordMemory(bytes), 0, span, content);
    this.#strings.frozen = false;
    if (!this.#native.append(bytes, end * kWordBytes, false)) this.#drop('queueFull');
  }

  /** Counts a loss on this side, and tells the first; the native side tells its own. */
  #drop(cause: 'queueFull' | 'tooLarge'): void {
    if (this.#dropped[cause]++ === 0) this.#losses.tell(LossCause[cause], 1, '');
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
    await withTimeout(this.#resource.written, timeoutMillis);
    this.#resource.writePending();
    await this.#recovery?.finish(Math.min(timeoutMillis, kRecoveryTimeoutMillis));
    const outcome = await this.#native.close(
      Math.max(0, timeoutMillis - (performance.now() - begin)),
    );
    // Only now: the process may exit while the rest is still on its way.
    removeExitListener(this);
    return outcome;
  }

  flushAtExit(elapsedMillis: number): void {
    this.#resource.writePending();
    if (this.stats().queued === 0) return;
    const timeoutMillis = Math.max(0, this.#exitTimeoutMillis - elapsedMillis);
    // Loaded only now: it would add 2 MB to every process.
    const { isMainThread } = process.getBuiltinModule('node:worker_threads');
    if (!this.#native.flushAtExit(timeoutMillis, isMainThread)) {
      // It has ended; spans that other listeners of the exit end are counted with what it dropped.
      this.#closing ??= Promise.resolve({ lostItems: 0, message: '' });
    }
    const { queued, dropped, lastError } = this.stats();
    const lost = queued + dropped.shutdown;
    if (lost === 0) return;
    const fate = this.#isSpooled
      ? 'wait in the spool for the next process'
      : 'were not exported before the process exited';
    diag.warn(`${lost} spans ${fate}. ${lastError}`);
  }

  stats(): PipelineStats {
    return pipelineStats(this.#ended, this.#dropped, this.#native.stats());
  }
}
