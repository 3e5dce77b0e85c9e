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

/** Limit of spans that are written together. */
const kMaxBatchSpans = 32;

/**
 * Writes ended spans into records for the drain thread.
 *
 * Spans that end in one task are written together. Encoding 32 spans in a row costs a sixth less per span than encoding
 * each between application code, and the texts of all spans become one write (docs/performance.md).
 */
export class SpanWriter implements SpanSink, ItemWriter {
  readonly #records: RecordWriter;
  readonly #strings = new StringTable();
  #encoder = new SpanEncoder(this.#strings);
  #maxBatchSpans: number;
  #pending = new Array<SpanState>(kMaxBatchSpans);
  #pendingCount = 0;
  #publishIsDue = false;
  /** Never read, only kept alive: see {@link shapesOf}. */
  shapes: readonly object[] = [];
  /** The number of spans at which the shapes are taken again. */
  #nextShapes = 1;

  /** @param maxBatchSpans limit of spans that wait until the end of the task in which they ended */
  constructor(records: RecordWriter, maxBatchSpans: number) {
    this.#records = records;
    this.#maxBatchSpans = Math.min(kMaxBatchSpans, maxBatchSpans);
  }

  /** Accepts a sampled span that has ended. Never throws or waits; counts a span that it cannot accept. */
  write(span: SpanState): void {
    const records = this.#records;
    records.ended++;
    if (records.closed) {
      records.dropped.shutdown++;
      return;
    }
    if (records.ended === this.#nextShapes) this.#keepShapes(span);
    // Written at once: others may have set their own objects, and could change them after the end of the span.
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

  /** Takes the shapes again, ever more rarely: V8 changes the shape of a class during the first spans, and hardly ever later. */
  #keepShapes(span: SpanState): void {
    this.shapes = shapesOf(span);
    this.#nextShapes = 2 * this.#records.ended;
  }

  /** Writes the spans that wait for more spans of the same task. */
  publish(): void {
    const count = this.#pendingCount;
    if (count === 0) return;
    const spans = this.#pending;
    // A new array: to store a span in an old one calls V8's write barrier.
    this.#pending = new Array<SpanState>(kMaxBatchSpans);
    this.#pendingCount = 0;
    const contents = new Array<SpanContent | undefined>(count);
    for (let i = 0; i < count; i++) contents[i] = this.#read(spans[i]!);
    for (let from = 0; from < count;) from = this.#writeSome(spans, contents, from);
  }

  /** Called when native code lost records that defined strings: defines all strings again. */
  forgetStrings(): void {
    this.#strings.forget();
    this.#encoder = new SpanEncoder(this.#strings);
  }

  /** From now on writes each span at once: no later task may write it. */
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

  /** Writes as many spans as fit into one batch. Returns the index of the first one that is left. */
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

  /** Writes a batch. Returns its end; -1 when it does not fit or cannot be written. */
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
      // The caller now writes the spans one by one, which reports the failure.
    }
    this.#takeBack(memory);
    return -1;
  }

  /** Writes spans one by one, so that only the one that cannot be written is lost. */
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

  /** Writes a span's record. Returns its end; -1 when it could not be written, which is counted. */
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

  /** Undoes the definitions of a record that is not published. */
  #takeBack(memory: RecordMemory): void {
    memory.deferred = undefined;
    this.#strings.rollBack();
    this.#encoder = new SpanEncoder(this.#strings);
  }

  /** Writes a record that would fill much of the ring into its own memory, with one more copy. */
  #writeAround(span: SpanState, content: SpanContent, maxBytes: number): void {
    if (maxBytes > this.#records.maxItemBytes) {
      this.#records.drop('tooLarge', 1);
      return;
    }
    // The record must not define strings, because the native side may refuse it.
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

/** Allocates memory; returns undefined when the system has not enough. */
function allocate(bytes: number): Buffer | undefined {
  try {
    return Buffer.allocUnsafeSlow(bytes);
  } catch {
    return undefined;
  }
}
