import { BatchWriter } from '../../pipeline/batch-writer';
import type { ItemWriter } from '../../pipeline/record-pipeline';
import type { RecordWriter } from '../../pipeline/record-writer';
import { WaitingItems } from '../../pipeline/waiting-items';
import { warnOnce } from '../../values/warn-once';
import { shapesOf } from '../span/kept-shapes';
import type { SpanSink } from '../span/span-owner';
import type { SpanState } from '../span/span-state';
import { readContent, type SpanContent } from './span-content';
import { SpanEncoder } from './span-encoder';

/** Writes ended spans into records for the drain thread; those of one task together. */
export class SpanWriter implements SpanSink, ItemWriter {
  readonly #records: RecordWriter;
  readonly #batches: BatchWriter<SpanContent>;
  readonly #waiting: WaitingItems<SpanState>;
  /** Never read, only kept alive: see {@link shapesOf}. */
  shapes: readonly object[] = [];
  /** The number of spans at which the shapes are taken again. */
  #nextShapes = 1;

  /** @param maxBatchSpans limit of spans that wait until the end of the task in which they ended */
  constructor(records: RecordWriter, maxBatchSpans: number) {
    this.#records = records;
    this.#batches = new BatchWriter(records, 'A span', (strings) => new SpanEncoder(strings));
    this.#waiting = new WaitingItems(maxBatchSpans, this.#writeAll);
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
    const mustBeWritten = span.extras !== undefined || span.traceState !== undefined;
    if (mustBeWritten || !this.#waiting.mayWait) this.#writeNow(span);
    else this.#waiting.add(span);
  }

  /** Takes the shapes again, ever more rarely: V8 changes the shape of a class during the first spans, and hardly ever later. */
  #keepShapes(span: SpanState): void {
    this.shapes = shapesOf(span);
    this.#nextShapes = 2 * this.#records.ended;
  }

  publish(): void {
    this.#waiting.publish();
  }

  stopBatching(): void {
    this.#waiting.stop();
  }

  forgetStrings(): void {
    this.#batches.forgetStrings();
  }

  #writeNow(span: SpanState): void {
    this.publish();
    const content = this.#read(span);
    if (content !== undefined) this.#batches.writeAlone(content);
  }

  readonly #writeAll = (spans: readonly SpanState[], count: number): void => {
    const contents = new Array<SpanContent>(count);
    let readable = 0;
    for (let i = 0; i < count; i++) {
      const content = this.#read(spans[i]!);
      if (content !== undefined) contents[readable++] = content;
    }
    this.#batches.writeAll(contents, readable);
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
}
