import type { NativeRecordPipeline } from '../binding/addon';
import { LossCause } from '../binding/shared-enums.gen';
import { kWordBytes } from '../record/format.gen';
import type { RecordMemory } from '../record/record-memory';
import type { RingWriter } from '../ring/ring-writer';
import type { LossWarnings } from './loss-warning';

/** Part of the ring that one record, or one batch of them, may take; larger ones go around it. */
const kMaxRingShare = 1 / 4;
/** Part of the ring that may fill before the drain thread is woken. */
const kWakeShare = 1 / 2;

export interface RecordWriterOptions {
  readonly maxExportBatchSize: number;
  readonly maxQueueBytes: number;
}

/**
 * Publishes a signal's records where the drain thread finds them: finds their place, wakes the thread, and counts what is
 * lost on this side of the ring.
 */
export class RecordWriter {
  /** Items taken, whatever became of them. */
  ended = 0;
  readonly dropped = { queueFull: 0, tooLarge: 0, invalid: 0, shutdown: 0 };
  /** Set: items are counted as dropped. */
  closed = false;
  /** The ring's memory, into which records are written at the position that {@link RecordWriter.reserve} returns. */
  readonly memory: RecordMemory;
  /** Larger records go around the ring, by {@link RecordWriter.append}. */
  readonly maxRecordBytes: number;
  /** Larger items are not taken at all. */
  readonly maxItemBytes: number;
  readonly #native: NativeRecordPipeline;
  readonly #ring: RingWriter;
  readonly #losses: LossWarnings;
  readonly #maxPendingBytes: number;
  readonly #maxExportBatchSize: number;
  /** The part of `dropped` that no listener has heard of yet. */
  readonly #untold = { queueFull: 0, tooLarge: 0 };
  /** Items of the batch that is not complete yet, unless it has left by its delay. */
  #itemsSinceBatch = 0;
  #bytesSinceWake = 0;

  constructor(
    native: NativeRecordPipeline,
    ring: RingWriter,
    losses: LossWarnings,
    options: RecordWriterOptions,
  ) {
    this.#native = native;
    this.#ring = ring;
    this.#losses = losses;
    this.memory = ring.records;
    this.maxRecordBytes = ring.capacity * kMaxRingShare;
    this.maxItemBytes = options.maxQueueBytes;
    this.#maxPendingBytes = ring.capacity * kWakeShare;
    this.#maxExportBatchSize = options.maxExportBatchSize;
  }

  /** Items that were written, and not counted as dropped here. */
  get written(): number {
    const { queueFull, tooLarge, invalid, shutdown } = this.dropped;
    return this.ended - queueFull - tooLarge - invalid - shutdown;
  }

  /**
   * Goes over to another spool file where the present one was lost. Returns the number of items that are lost with its
   * content; -1 when that is whole.
   */
  moveSpool(): number {
    return this.#native.moveSpool(this.#ring.writeTicket, this.written);
  }

  /**
   * Returns the position of so many bytes in the ring, if need be after moving its content to the heap; -1 when the heap
   * is full as well.
   */
  reserve(bytes: number): number {
    const position = this.#ring.reserve(bytes);
    if (position >= 0) return position;
    // The items still count: the batch that they began is sent as soon as it is complete.
    this.#bytesSinceWake = 0;
    return this.#native.moveRingToHeap() ? this.#ring.reserve(bytes) : -1;
  }

  /** Publishes what was written up to `end`, and wakes the drain thread when that is enough. */
  commit(end: number, itemCount: number): void {
    this.#bytesSinceWake += this.#ring.commit(end);
    this.#itemsSinceBatch += itemCount;
    const completesBatch = this.#itemsSinceBatch >= this.#maxExportBatchSize;
    if (!completesBatch && this.#bytesSinceWake < this.#maxPendingBytes) return;
    if (completesBatch) this.#itemsSinceBatch -= this.#maxExportBatchSize;
    this.#bytesSinceWake = 0;
    this.#native.wake();
  }

  /** Adds a record of so many words behind all that is in the ring, with one copy more; false when the queue is full. */
  append(record: Uint8Array, words: number): boolean {
    return this.#native.append(record, words * kWordBytes, false);
  }

  /** Counts a loss on this side; the native side reports its own. */
  drop(cause: 'queueFull' | 'tooLarge', count: number): void {
    this.dropped[cause] += count;
    if (this.#untold[cause] === 0) void endOfTask.then(() => this.#tellDrops(cause));
    this.#untold[cause] += count;
  }

  /** Together and later: a listener may end spans, which are dropped as well. */
  #tellDrops(cause: 'queueFull' | 'tooLarge'): void {
    const count = this.#untold[cause];
    this.#untold[cause] = 0;
    this.#losses.tell(LossCause[cause], count, '');
  }
}

const endOfTask = Promise.resolve();
