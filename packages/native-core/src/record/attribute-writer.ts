import type { AttributeList } from './attribute-list';
import { FlatValue } from './flat-value';
import { FlatValueWriter } from './flat-value-writer';
import { kStringTagDefine, kValueTypeBits, kValueTypeString } from './format.gen';
import { kMinLongLength } from './long-text';
import type { RecordMemory } from './record-memory';
import type { Place, StringTable } from './string-table';
import { kInlineKey, writeScalar } from './value-encoder';

/** Writes attributes and values through the string table of a pipeline: the same for spans and log records. */
export class AttributeWriter {
  /** Whether the last list had a key twice; both were written. */
  hasRepeatedKey = false;
  readonly #strings: StringTable;
  readonly #flatValues: FlatValueWriter;
  /** Serial number of the list: shows a place that its key occurs a second time. */
  #serial = 0;

  constructor(strings: StringTable) {
    this.#strings = strings;
    this.#flatValues = new FlatValueWriter(strings);
  }

  /** Writes the attributes of a list. `before` is the place in front of its first key. Returns the end. */
  writeList(memory: RecordMemory, at: number, list: AttributeList, before: Place): number {
    return this.writeEntries(memory, at, list.entries, 0, list.length, before);
  }

  /** Writes keys and values that stand in turn in `entries`, from `from` up to `to`. */
  writeEntries(
    memory: RecordMemory,
    start: number,
    entries: readonly unknown[],
    from: number,
    to: number,
    before: Place,
  ): number {
    const { words } = memory;
    const strings = this.#strings;
    const serial = ++this.#serial;
    let at = start;
    let place = before;
    this.hasRepeatedKey = false;
    for (let i = from; i < to; i += 2) {
      const key = entries[i] as string;
      const value = entries[i + 1];
      const known = strings.placeOf(key, place);
      if (known === undefined) {
        if (isKeyBefore(entries, from, i, key)) this.hasRepeatedKey = true;
        const added = strings.addKey(key, place);
        at = this.#writeNewKey(memory, at, key, value, place, added);
        if (added !== undefined) {
          place = added;
          place.serial = serial;
        }
        continue;
      }
      place = known;
      if (place.serial === serial) this.hasRepeatedKey = true;
      place.serial = serial;
      if (typeof value === 'string' && value.length < kMinLongLength) {
        words[at] = place.head | kValueTypeString;
        at = strings.writeAt(memory, at + 1, place, value);
      } else {
        at = this.#writeOther(memory, at, place.head, at + 1, value, place);
      }
    }
    return at;
  }

  /** Writes a value whose head has no key. */
  writeValue(memory: RecordMemory, at: number, value: unknown, place: Place): number {
    if (typeof value !== 'string' || value.length >= kMinLongLength)
      return this.#writeOther(memory, at, 0, at + 1, value, place);
    memory.words[at] = kValueTypeString;
    return this.#strings.writeAt(memory, at + 1, place, value);
  }

  /** Writes an attribute with a new key. The record defines the key for later ones if the string table gave it a place. */
  #writeNewKey(
    memory: RecordMemory,
    headAt: number,
    key: string,
    value: unknown,
    before: Place,
    added: Place | undefined,
  ): number {
    const head =
      added === undefined ? kInlineKey : added.head | (kStringTagDefine << kValueTypeBits);
    const at = memory.lengthAndText(headAt + 1, key);
    return this.#writeOther(memory, headAt, head, at, value, added ?? before);
  }

  #writeOther(
    memory: RecordMemory,
    headAt: number,
    head: number,
    at: number,
    value: unknown,
    place: Place,
  ): number {
    return value instanceof FlatValue
      ? this.#flatValues.write(memory, headAt, head, at, value, place)
      : writeScalar(memory, headAt, head, at, value);
  }
}

function isKeyBefore(
  entries: readonly unknown[],
  from: number,
  index: number,
  key: string,
): boolean {
  for (let i = from; i < index; i += 2) if (entries[i] === key) return true;
  return false;
}
