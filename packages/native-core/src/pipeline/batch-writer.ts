import { BatchFrame, kBatchFixedBytes } from '../record/batch-frame';
import { kWordBytes } from '../record/format.gen';
import { LongTexts } from '../record/long-text';
import { RecordMemory, alignedBytes } from '../record/record-memory';
import type { RecordSize } from '../record/record-size';
import { StringTable } from '../record/string-table';
import { warnOnce } from '../values/warn-once';
import type { RecordWriter } from './record-writer';

/** Writes the items of one signal in the format of docs/record-format.md. The items were read: none runs foreign code. */
export interface ItemEncoder<Item> {
  /** Returns an upper bound of the bytes of a record, without reading its strings. */
  maxBytes(item: Item): number;
  /** As `maxBytes`, but counts the characters of all strings: for items that seem too large otherwise. */
  countedSize(item: Item): RecordSize;
  /** Writes a whole record from `start`. Returns its end. */
  write(memory: RecordMemory, start: number, item: Item): number;
}

/** Makes an encoder that shares a pipeline's string table. */
export type MakeEncoder<Item> = (strings: StringTable) => ItemEncoder<Item>;

/** The size of a record is a word with a sign. */
const kMaxRecordBytes = 2 ** 31 - 8;

/**
 * Publishes items as records: several in one batch, or one alone, and one that would fill much of the ring around it. Never
 * throws; counts an item that it cannot write.
 */
export class BatchWriter<Item> {
  readonly #records: RecordWriter;
  readonly #strings = new StringTable();
  readonly #makeEncoder: MakeEncoder<Item>;
  readonly #frame = new BatchFrame();
  readonly #itemName: string;
  #encoder: ItemEncoder<Item>;

  /** @param itemName what warnings call an item, such as "A span" */
  constructor(records: RecordWriter, itemName: string, makeEncoder: MakeEncoder<Item>) {
    this.#records = records;
    this.#itemName = itemName;
    this.#makeEncoder = makeEncoder;
    this.#encoder = makeEncoder(this.#strings);
  }

  /** Writes the first `count` of `items` in as few batches as hold them. */
  writeAll(items: readonly Item[], count: number): void {
    for (let from = 0; from < count;) from = this.#writeSome(items, from, count);
  }

  writeAlone(item: Item): void {
    const records = this.#records;
    let bytes = this.#encoder.maxBytes(item);
    if (bytes > records.maxRecordBytes) {
      const size = this.#encoder.countedSize(item);
      bytes = size.total;
      if (bytes > records.maxRecordBytes) {
        this.#writeAround(item, size);
        return;
      }
    }
    const start = records.reserve(bytes);
    if (start < 0) {
      records.drop('queueFull', 1);
      return;
    }
    const end = this.#encode(records.memory, start, bytes, item);
    if (end >= 0) records.commit(end, 1);
  }

  /** Called when native code lost records that defined strings: defines all strings again. */
  forgetStrings(): void {
    this.#strings.forget();
    this.#encoder = this.#makeEncoder(this.#strings);
  }

  /** Writes as many items as fit into one batch. Returns the index of the first one that is left. */
  #writeSome(items: readonly Item[], from: number, count: number): number {
    const { maxRecordBytes } = this.#records;
    const encoder = this.#encoder;
    let bytes = kBatchFixedBytes;
    let to = from;
    for (; to < count; to++) {
      const itemBytes = encoder.maxBytes(items[to]!);
      if (bytes + itemBytes > maxRecordBytes) break;
      bytes += itemBytes;
    }
    if (to > from + 1) {
      this.#writeBatch(items, from, to, bytes);
      return to;
    }
    this.writeAlone(items[from]!);
    return from + 1;
  }

  #writeBatch(items: readonly Item[], from: number, to: number, maxBytes: number): void {
    const records = this.#records;
    const start = records.reserve(maxBytes);
    if (start < 0) {
      records.drop('queueFull', to - from);
      return;
    }
    const end = this.#encodeBatch(start, maxBytes, items, from, to);
    if (end >= 0) records.commit(end, to - from);
    // One by one, so that only the item that cannot be written is lost.
    else for (let i = from; i < to; i++) this.writeAlone(items[i]!);
  }

  /** Writes a batch. Returns its end; -1 when it does not fit or cannot be written. */
  #encodeBatch(
    start: number,
    maxBytes: number,
    items: readonly Item[],
    from: number,
    to: number,
  ): number {
    const { memory } = this.#records;
    const encoder = this.#encoder;
    this.#strings.beginRecord();
    try {
      let at = this.#frame.begin(memory, start);
      for (let i = from; i < to; i++) at = encoder.write(memory, at, items[i]!);
      const end = this.#frame.end(memory, start, at);
      if ((end - start) * kWordBytes <= maxBytes) return end;
    } catch {
      // The caller now writes the items one by one, which reports the failure.
    }
    this.#takeBack(memory);
    return -1;
  }

  /** Writes a record from `start`. Returns its end; -1 when it could not be written, which is counted. */
  #encode(memory: RecordMemory, start: number, maxBytes: number, item: Item): number {
    this.#strings.beginRecord();
    let failure: unknown = 'its record is longer than it was measured';
    try {
      const end = this.#encoder.write(memory, start, item);
      if ((end - start) * kWordBytes <= maxBytes) return end;
    } catch (error) {
      failure = error;
    }
    this.#takeBack(memory);
    this.#loseInvalid(failure);
    return -1;
  }

  #loseInvalid(failure: unknown): void {
    this.#records.dropped.invalid++;
    warnOnce(
      `${this.#itemName} could not be written and is lost; further ones are only counted`,
      failure,
    );
  }

  /** Undoes the definitions of a record that is not published. */
  #takeBack(memory: RecordMemory): void {
    memory.deferred = undefined;
    this.#strings.rollBack();
    this.#encoder = this.#makeEncoder(this.#strings);
  }

  /**
   * Writes a record that would fill much of the ring into its own memory, with one more copy. Its long texts, usually most
   * of it, are copied once.
   */
  #writeAround(item: Item, size: RecordSize): void {
    const records = this.#records;
    if (size.total > Math.min(records.maxItemBytes, kMaxRecordBytes)) {
      records.drop('tooLarge', 1);
      return;
    }
    const bytes = allocate(alignedBytes(size.bytes));
    if (bytes === undefined) {
      records.drop('queueFull', 1);
      return;
    }
    const memory = new RecordMemory(bytes);
    const texts = new LongTexts();
    memory.longTexts = texts;
    // The record must not define strings, because the native side may refuse it.
    this.#strings.frozen = true;
    const end = this.#encode(memory, 0, bytes.length, item);
    this.#strings.frozen = false;
    if (end < 0) return;
    const isAppended = records.append(bytes, end, texts);
    if (isAppended === undefined) this.#loseInvalid('a long text could not be copied');
    else if (!isAppended) records.drop('queueFull', 1);
  }
}

/** Allocates memory; returns undefined when the system has not enough. */
function allocate(bytes: number): Buffer | undefined {
  try {
    return Buffer.allocUnsafeSlow(bytes);
  } catch {
    return undefined;
  }
}
