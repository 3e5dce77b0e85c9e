import type { NativeRecordPipeline } from '../binding/addon';
import { LossCause } from '../binding/shared-enums.gen';
import { kWordBytes } from '../record/format.gen';
import type { LongTexts } from '../record/long-text';
import type { RecordMemory } from '../record/record-memory';
import type { RingWriter } from '../ring/ring-writer';
import type { LossWarnings } from './loss-warning';

/** Share of the ring that one record or batch may fill; larger ones bypass the ring. */
const kMaxRingShare = 1 / 4;
/** Share of the ring that may fill before the drain thread is woken at the end of the task. */
const kWakeShare = 1 / 2;
/** Share of the ring at which the task is not waited for. */
const kUrgentShare = 3 / 4;

export interface RecordWriterOptions {
  readonly maxExportBatchSize: number;
  readonly maxQueueBytes: number;
}

/**
 * Publishes the records of a signal to the drain thread: reserves space in the ring, wakes the thread, and counts losses on
 * this side of the ring.
 */
export class RecordWriter {
  /** Items accepted, including those that were dropped later. */
  ended = 0;
  readonly dropped = { queueFull: 0, tooLarge: 0, invalid: 0, shutdown: 0 };
  /** When true, new items are counted as dropped. */
  closed = false;
  /** The ring's memory, into which records are written at the position that {@link RecordWriter.reserve} returns. */
  readonly memory: RecordMemory;
  /** Larger records bypass the ring, through {@link RecordWriter.append}. */
  readonly maxRecordBytes: number;
  /** Larger items are dropped. */
  readonly maxItemBytes: number;
  readonly #native: NativeRecordPipeline;
  readonly #ring: RingWriter;
  readonly #losses: LossWarnings;
  readonly #maxPendingBytes: number;
  readonly #urgentBytes: number;
  readonly #maxExportBatchSize: number;
  /** Drops that are not reported to the listener yet. */
  readonly #untold = { queueFull: 0, tooLarge: 0 };
  /** Items of the incomplete batch, unless its delay already sent it. */
  #itemsSinceBatch = 0;
  #bytesSinceWake = 0;
  #wakeIsDue = false;
  #endIsAwaited = false;

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
    this.#urgentBytes = ring.capacity * kUrgentShare;
    this.#maxExportBatchSize = options.maxExportBatchSize;
  }

  /** Items that were written and not dropped on this side. */
  get written(): number {
    const { queueFull, tooLarge, invalid, shutdown } = this.dropped;
    return this.ended - queueFull - tooLarge - invalid - shutdown;
  }

  /**
   * Moves to another spool file when the present one was lost. Returns the number of items lost with it; -1 when nothing
   * was lost.
   */
  moveSpool(): number {
    return this.#native.moveSpool(this.#ring.writeTicket, this.written);
  }

  /**
   * Reserves `bytes` in the ring and returns their position. Moves the content of a full ring to the heap; returns -1 when
   * the heap is full as well.
   */
  reserve(bytes: number): number {
    const position = this.#ring.reserve(bytes);
    if (position >= 0) return position;
    // The items still count: the batch that they began is sent as soon as it is complete.
    this.#bytesSinceWake = 0;
    return this.#native.moveRingToHeap() ? this.#ring.reserve(bytes) : -1;
  }

  /** Publishes the records up to `end`. When enough wait for the drain thread, it is woken. */
  commit(end: number, itemCount: number): void {
    this.#bytesSinceWake += this.#ring.commit(end);
    this.#itemsSinceBatch += itemCount;
    const completesBatch = this.#itemsSinceBatch >= this.#maxExportBatchSize;
    if (!completesBatch && this.#bytesSinceWake < this.#maxPendingBytes) return;
    if (completesBatch) this.#itemsSinceBatch -= this.#maxExportBatchSize;
    this.#wakeIsDue = true;
    if (this.#bytesSinceWake >= this.#urgentBytes) this.#wake();
    else if (!this.#endIsAwaited) this.#awaitEndOfTask();
  }

  /**
   * Wakes the drain thread at the end of the task. Where threads share a core, it would otherwise take the core from the
   * application in the middle of its work.
   */
  #awaitEndOfTask(): void {
    this.#endIsAwaited = true;
    void endOfTask.then(this.#taskEnded);
  }

  readonly #taskEnded = (): void => {
    this.#endIsAwaited = false;
    if (this.#wakeIsDue) this.#wake();
  };

  #wake(): void {
    this.#wakeIsDue = false;
    this.#bytesSinceWake = 0;
    this.#native.wake();
  }

  /**
   * Adds a record of `words` words, from which `texts` were left out, behind everything in the ring. Returns false when the
   * queue is full, and undefined when a text could not be copied.
   */
  append(
    record: Uint8Array,
    words: number,
    { texts, places, bytes }: LongTexts,
  ): boolean | undefined {
    const count = words * kWordBytes;
    return texts.length === 0
      ? this.#native.append(record, count, false)
      : this.#native.appendWithTexts(record, count, texts, Uint32Array.from(places), bytes);
  }

  /** Counts a loss on this side; the native side reports its own. */
  drop(cause: 'queueFull' | 'tooLarge', count: number): void {
    this.dropped[cause] += count;
    if (this.#untold[cause] === 0) void endOfTask.then(() => this.#tellDrops(cause));
    this.#untold[cause] += count;
  }

  /** Reports drops together and later: the listener may itself end spans, which are dropped as well. */
  #tellDrops(cause: 'queueFull' | 'tooLarge'): void {
    const count = this.#untold[cause];
    this.#untold[cause] = 0;
    this.#losses.tell(LossCause[cause], count, '');
  }
}

const endOfTask = Promise.resolve();
