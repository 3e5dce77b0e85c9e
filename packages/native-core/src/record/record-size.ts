import type { AttributeList } from './attribute-list';
import { FlatValue, kTokenBytes } from './flat-value';
import { kMinLongLength, longTextBytes } from './long-text';
import { countedStringBytes } from './record-memory';
import { kHeadAndNumberBytes } from './value-encoder';

/** The size of a record whose characters were counted: for items that seem too large otherwise. */
export class RecordSize {
  /** Upper bound of the bytes of the record without its long texts. */
  bytes: number;
  /** Bytes of its long texts. */
  longTextBytes = 0;

  constructor(fixedBytes: number) {
    this.bytes = fixedBytes;
  }

  get total(): number {
    return this.bytes + this.longTextBytes;
  }

  /** Adds a key, or another string that is always written as UTF-8. */
  addString(text: string): void {
    this.bytes += countedStringBytes(text);
  }

  /** Adds a value with its head. */
  addValue(value: unknown): void {
    this.bytes += kHeadAndNumberBytes;
    if (value instanceof FlatValue) this.#addFlat(value);
    else this.#addScalar(value);
  }

  addList({ entries, length }: AttributeList): void {
    this.addEntries(entries, 0, length);
  }

  /** Adds keys and values that stand in turn in `entries`, from `from` up to `to`. */
  addEntries(entries: readonly unknown[], from: number, to: number): void {
    for (let i = from; i < to; i += 2) {
      this.addString(entries[i] as string);
      this.addValue(entries[i + 1]);
    }
  }

  #addFlat({ tokens, length, longKeyBytes }: FlatValue): void {
    this.bytes += kTokenBytes * length + longKeyBytes;
    for (let i = 0; i < length; i++) this.#addScalar(tokens[i]);
  }

  #addScalar(value: unknown): void {
    if (typeof value === 'string') {
      if (value.length < kMinLongLength) this.addString(value);
      else this.longTextBytes += longTextBytes(value);
    } else if (value instanceof Uint8Array) {
      this.bytes += value.length;
    }
  }
}
