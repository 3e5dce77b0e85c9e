import { warnOnce } from '../../values/warn-once';
import { kWordBytes } from '../../record/format.gen';
import { RecordMemory, alignedBytes } from '../../record/record-memory';
import { StringTable } from '../../record/string-table';
import type { ItemWriter } from '../../pipeline/record-pipeline';
import type { RecordWriter } from '../../pipeline/record-writer';
import { shapesOf } from '../span/kept-shapes';
import type { SpanSink } from '../span/span-owner';
import type { SpanState } from '../span/span-state';
import { readContent, type SpanContent } from './span-content';
import { SpanEncoder, countedSpanBytes, kBatchFixedBytes, maxSpanBytes } from './span-encoder';

/** Spans that are written together, at most. */
const kMaxBatchSpans = 32;

/**
 * Writes ended spans where the drain thread finds them.
 *
 * Spans that end in one task are written together: code that runs 32 times in a row costs a sixth less a span than code
 * that runs between the application's, and their texts become one write (docs/performance.md).
 */
export class SpanWriter implements SpanSink, ItemWriter {
  readonly #records: RecordWriter;
  readonly #strings = new StringTable();
  #encoder = new SpanEncoder(this.#strings);
  #maxBatchSpans: number;
  #pending = new Array<SpanState>(kMaxBatchSpans);
  #pendingCount = 0;
  #publishIsDue = false;
  /** Kept, and read by nobody: see {@link shapesOf}. */
  shapes: readonly object[] = [];
  /** The number of spans with which the shapes are made anew. */
  #nextShapes = 1;

  /** @param maxBatchSpans spans that may wait for each other until the end of the task in which they ended */
  constructor(records: RecordWriter, maxBatchSpans: number) {
    this.#records = records;
    this.#maxBatchSpans = Math.min(kMaxBatchSpans, maxBatchSpans);
  }

  /** Takes a sampled span that has ended. Never throws and never waits; what cannot be taken is counted. */
  write(span: SpanState): void {
    const records = this.#records;
    records.ended++;
    if (records.closed) {
      records.dropped.shutdown++;
      return;
    }
    if (records.ended === this.#nextShapes) this.#keepShapes(span);
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

  /** Ever more seldom: V8 finds a class another shape while it sees the first spans, and hardly ever later. */
  #keepShapes(span: SpanState): void {
    this.shapes = shapesOf(span);
    this.#nextShapes = 2 * this.#records.ended;
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
      this.#records.dropped.invalid++;
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
      if (bytes + spanBytes > this.#records.maxRecordBytes) break;
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
    const start = this.#records.reserve(maxBytes);
    if (start < 0) {
      this.#records.drop('queueFull', count);
      return;
    }
    const end = this.#encodeBatch(start, maxBytes, spans, contents, from, to);
    if (end >= 0) this.#records.commit(end, count);
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
    const { memory } = this.#records;
    this.#strings.beginRecord();
    try {
      let at = this.#encoder.beginBatch(memory, start);
      for (let i = from; i < to; i++) {
        const content = contents[i];
        if (content !== undefined) at = this.#encoder.write(memory, at, spans[i]!, content);
      }
      const end = this.#encoder.endBatch(memory, start, at);
      if ((end - start) * kWordBytes <= maxBytes) return end;
    } catch {
      // The spans are written one by one next: then the failure is reported.
    }
    this.#takeBack(memory);
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
    if (bytes > this.#records.maxRecordBytes) bytes = countedSpanBytes(span, content);
    if (bytes > this.#records.maxRecordBytes) {
      this.#writeAround(span, content, bytes);
      return;
    }
    const start = this.#records.reserve(bytes);
    if (start < 0) {
      this.#records.drop('queueFull', 1);
      return;
    }
    const end = this.#writeSpan(this.#records.memory, start, bytes, span, content);
    if (end >= 0) this.#records.commit(end, 1);
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
    this.#records.dropped.invalid++;
    warnOnce('A span could not be written and is lost; further ones are only counted', failure);
    return -1;
  }

  /** Forgets what a record that is not published has defined. */
  #takeBack(memory: RecordMemory): void {
    memory.deferred = undefined;
    this.#strings.rollBack();
    this.#encoder = new SpanEncoder(this.#strings);
  }

  /** The way of records that would fill much of the ring: through memory of their own, with one copy more. */
  #writeAround(span: SpanState, content: SpanContent, maxBytes: number): void {
    if (maxBytes > this.#records.maxItemBytes) {
      this.#records.drop('tooLarge', 1);
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
    if (bytes === undefined) this.#records.drop('queueFull', 1);
    else if (end >= 0 && !this.#records.append(bytes, end)) this.#records.drop('queueFull', 1);
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
