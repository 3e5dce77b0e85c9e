import type { NativePipeline } from '../../binding/addon';
import { kWordBytes } from '../../record/format.gen';
import { RecordMemory, alignedBytes } from '../../record/record-memory';
import { readContent, type SpanContent } from './span-content';
import { SpanEncoder, countedSpanBytes, kBatchFixedBytes, maxSpanBytes } from './span-encoder';
import { StringTable } from '../../record/string-table';
import type { RingWriter } from '../../ring/ring-writer';
import type { SpanSink } from '../span/span-owner';
import type { SpanState } from '../span/span-state';
import { warnOnce } from '../../pipeline/warn-once';
import { LossCause, type LossWarnings } from '../../pipeline/loss-warning';

/** Spans that are written together, at most. */
const kMaxBatchSpans = 32;
/** Part of the ring that one record, or one batch of them, may take; larger ones go around it. */
const kMaxRingShare = 1 / 4;
/** Part of the ring that may fill before the drain thread is woken. */
const kWakeShare = 1 / 2;

export interface SpanWriterOptions {
  readonly maxExportBatchSize: number;
  readonly maxQueueBytes: number;
  /** Whether spans may wait for each other until the end of the task in which they ended. */
  readonly batches: boolean;
}

/**
 * Writes ended spans where the drain thread finds them.
 *
 * Spans that end in one task are written together: code that runs 32 times in a row costs a sixth less a span than code
 * that runs between the application's, and their texts become one write (docs/performance.md).
 */
export class SpanWriter implements SpanSink {
  /** Spans taken, whatever became of them. */
  ended = 0;
  readonly dropped = { queueFull: 0, tooLarge: 0, invalid: 0, shutdown: 0 };
  /** The part of `dropped` that no listener has heard of yet. */
  readonly #untold = { queueFull: 0, tooLarge: 0 };
  /** Set: spans that end are counted as dropped. */
  closed = false;
  readonly #native: NativePipeline;
  readonly #ring: RingWriter;
  readonly #losses: LossWarnings;
  readonly #strings = new StringTable();
  #encoder = new SpanEncoder(this.#strings);
  readonly #maxRecordBytes: number;
  readonly #maxPendingBytes: number;
  readonly #maxExportBatchSize: number;
  readonly #maxItemBytes: number;
  #maxBatchSpans: number;
  #pending = new Array<SpanState>(kMaxBatchSpans);
  #pendingCount = 0;
  #publishIsDue = false;
  /** Those of the batch that is not complete yet, unless it has left by its delay. */
  #spansSinceBatch = 0;
  #bytesSinceWake = 0;

  constructor(
    native: NativePipeline,
    ring: RingWriter,
    losses: LossWarnings,
    options: SpanWriterOptions,
  ) {
    this.#native = native;
    this.#ring = ring;
    this.#losses = losses;
    this.#maxRecordBytes = ring.capacity * kMaxRingShare;
    this.#maxPendingBytes = ring.capacity * kWakeShare;
    this.#maxExportBatchSize = options.maxExportBatchSize;
    this.#maxItemBytes = options.maxQueueBytes;
    this.#maxBatchSpans = options.batches
      ? Math.min(kMaxBatchSpans, options.maxExportBatchSize)
      : 1;
  }

  /** Takes a sampled span that has ended. Never throws and never waits; what cannot be taken is counted. */
  write(span: SpanState): void {
    this.ended++;
    if (this.closed) {
      this.dropped.shutdown++;
      return;
    }
    // What others may have put their own objects into is read now, as long as it is what it was at the end.
    if (span.extras !== undefined || span.traceState !== undefined || this.#maxBatchSpans === 1) {
      this.publish();
      const content = this.#read(span);
      if (content !== undefined) this.#writeAlone(span, content);
      return;
    }
    this.#pending[this.#pendingCount++] = span;
    if (this.#pendingCount >= this.#maxBatchSpans) this.publish();
    else if (!this.#publishIsDue) this.#publishSoon();
  }

  /** Writes the spans that wait for others of their task. */
  publish(): void {
    const count = this.#pendingCount;
    if (count === 0) return;
    const spans = this.#pending;
    // A new array is young: storing a span into an old one is a call into V8's write barrier.
    this.#pending = new Array<SpanState>(kMaxBatchSpans);
    this.#pendingCount = 0;
    const contents = new Array<SpanContent | undefined>(count);
    for (let i = 0; i < count; i++) contents[i] = this.#read(spans[i]!);
    for (let from = 0; from < count;) from = this.#writeSome(spans, contents, from);
  }

  /** Items that were written, and not counted as dropped here. */
  get written(): number {
    const { queueFull, tooLarge, invalid, shutdown } = this.dropped;
    return this.ended - queueFull - tooLarge - invalid - shutdown;
  }

  /** Native code has lost records that defined strings. */
  forgetStrings(): void {
    this.#strings.forget();
    this.#encoder = new SpanEncoder(this.#strings);
  }

  /** From now on each span is written as it ends: no task may follow. */
  stopBatching(): void {
    this.#maxBatchSpans = 1;
    this.publish();
  }

  #publishSoon(): void {
    this.#publishIsDue = true;
    endOfTask.then(this.#publishDue);
  }

  readonly #publishDue = (): void => {
    this.#publishIsDue = false;
    this.publish();
  };

  #read(span: SpanState): SpanContent | undefined {
    try {
      return readContent(span);
    } catch (error) {
      this.dropped.invalid++;
      warnOnce('A span could not be read and is lost', error);
      return undefined;
    }
  }

  /** Writes as many spans as fit into one batch; gives the index of the first that is left. */
  #writeSome(
    spans: readonly SpanState[],
    contents: readonly (SpanContent | undefined)[],
    from: number,
  ): number {
    let bytes = kBatchFixedBytes;
    let to = from;
    for (; to < contents.length; to++) {
      const content = contents[to];
      const spanBytes = content === undefined ? 0 : maxSpanBytes(spans[to]!, content);
      if (bytes + spanBytes > this.#maxRecordBytes) break;
      bytes += spanBytes;
    }
    if (to > from + 1) {
      this.#writeBatch(spans, contents, from, to, bytes);
      return to;
    }
    const content = contents[from];
    if (content !== undefined) this.#writeAlone(spans[from]!, content);
    return from + 1;
  }

  #writeBatch(
    spans: readonly SpanState[],
    contents: readonly (SpanContent | undefined)[],
    from: number,
    to: number,
    maxBytes: number,
  ): void {
    const count = countSpans(contents, from, to);
    const start = this.#reserve(maxBytes);
    if (start < 0) {
      this.#drop('queueFull', count);
      return;
    }
    const end = this.#encodeBatch(start, maxBytes, spans, contents, from, to);
    if (end >= 0) this.#commit(end, count);
    else this.#writeEach(spans, contents, from, to);
  }

  /** Gives the end of the batch; -1 when it does not fit where it should, or cannot be written. */
  #encodeBatch(
    start: number,
    maxBytes: number,
    spans: readonly SpanState[],
    contents: readonly (SpanContent | undefined)[],
    from: number,
    to: number,
  ): number {
    const { records } = this.#ring;
    this.#strings.beginRecord();
    try {
      let at = this.#encoder.beginBatch(records, start);
      for (let i = from; i < to; i++) {
        const content = contents[i];
        if (content !== undefined) at = this.#encoder.write(records, at, spans[i]!, content);
      }
      const end = this.#encoder.endBatch(records, start, at);
      if ((end - start) * kWordBytes <= maxBytes) return end;
    } catch {
      // The spans are written one by one next: then the failure is reported.
    }
    this.#takeBack(records);
    return -1;
  }

  /** One by one, so that what cannot be written is lost alone. */
  #writeEach(
    spans: readonly SpanState[],
    contents: readonly (SpanContent | undefined)[],
    from: number,
    to: number,
  ): void {
    for (let i = from; i < to; i++) {
      const content = contents[i];
      if (content !== undefined) this.#writeAlone(spans[i]!, content);
    }
  }

  #writeAlone(span: SpanState, content: SpanContent): void {
    let bytes = maxSpanBytes(span, content);
    if (bytes > this.#maxRecordBytes) bytes = countedSpanBytes(span, content);
    if (bytes > this.#maxRecordBytes) {
      this.#writeAround(span, content, bytes);
      return;
    }
    const start = this.#reserve(bytes);
    if (start < 0) {
      this.#drop('queueFull', 1);
      return;
    }
    const end = this.#writeSpan(this.#ring.records, start, bytes, span, content);
    if (end >= 0) this.#commit(end, 1);
  }

  /** Gives the end of the span's record; -1 when it could not be written, and is counted. */
  #writeSpan(
    memory: RecordMemory,
    start: number,
    maxBytes: number,
    span: SpanState,
    content: SpanContent,
  ): number {
    this.#strings.beginRecord();
    let failure: unknown = 'its record is longer than it was measured';
    try {
      const end = this.#encoder.write(memory, start, span, content);
      if ((end - start) * kWordBytes <= maxBytes) return end;
    } catch (error) {
      failure = error;
    }
    this.#takeBack(memory);
    this.dropped.invalid++;
    warnOnce('A span could not be written and is lost; further ones are only counted', failure);
    return -1;
  }

  /** Forgets what a record that is not published has defined. */
  #takeBack(memory: RecordMemory): void {
    memory.deferred = undefined;
    this.#strings.rollBack();
    this.#encoder = new SpanEncoder(this.#strings);
  }

  /** The position of so many bytes in the ring, if need be after its content went to the heap; -1 when that is full. */
  #reserve(bytes: number): number {
    const position = this.#ring.reserve(bytes);
    if (position >= 0) return position;
    // The spans still count: the batch that they began is sent as soon as it is complete.
    this.#bytesSinceWake = 0;
    return this.#native.moveRingToHeap() ? this.#ring.reserve(bytes) : -1;
  }

  /** Publishes what was written up to `end`, and wakes the drain thread when that is enough. */
  #commit(end: number, spanCount: number): void {
    this.#bytesSinceWake += this.#ring.commit(end);
    this.#spansSinceBatch += spanCount;
    const completesBatch = this.#spansSinceBatch >= this.#maxExportBatchSize;
    if (!completesBatch && this.#bytesSinceWake < this.#maxPendingBytes) return;
    if (completesBatch) this.#spansSinceBatch -= this.#maxExportBatchSize;
    this.#bytesSinceWake = 0;
    this.#native.wake();
  }

  /** The way of records that would fill much of the ring: through memory of their own, with one copy more. */
  #writeAround(span: SpanState, content: SpanContent, maxBytes: number): void {
    if (maxBytes > this.#maxItemBytes) {
      this.#drop('tooLarge', 1);
      return;
    }
    // The native side may refuse the record, so it must not be the one that defines a string.
    this.#strings.frozen = true;
    const bytes = allocate(alignedBytes(maxBytes));
    const end =
      bytes === undefined
        ? -1
        : this.#writeSpan(new RecordMemory(bytes), 0, bytes.length, span, content);
    this.#strings.frozen = false;
    if (bytes === undefined) this.#drop('queueFull', 1);
    else if (end >= 0 && !this.#native.append(bytes, end * kWordBytes, false))
      this.#drop('queueFull', 1);
  }

  /** Counts a loss on this side; the native side reports its own. */
  #drop(cause: 'queueFull' | 'tooLarge', count: number): void {
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

function countSpans(
  contents: readonly (SpanContent | undefined)[],
  from: number,
  to: number,
): number {
  let count = 0;
  for (let i = from; i < to; i++) if (contents[i] !== undefined) count++;
  return count;
}

/** Undefined where the system has no such memory. */
function allocate(bytes: number): Buffer | undefined {
  try {
    return Buffer.allocUnsafeSlow(bytes);
  } catch {
    return undefined;
  }
}
