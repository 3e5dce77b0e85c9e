import type { Attributes } from '@opentelemetry/api';
import { isPlainValue, shownValue } from '../../record/attribute-list';
import type { AttributeList } from '../../record/attribute-list';
import { cleanAttributes } from '../../record/clean-attributes';
import { flatOf } from '../../record/flatten';
import { kTokenBytes } from '../../record/flat-value';
import type { RecordSize } from '../../record/record-size';
import { maxAttributeBytes } from '../../record/value-encoder';
import type { ValueReader } from '../../record/value-reader';
import { hasOwnProperty, setOwn } from '../../values/own-property';

// The last tokens of each header.
const kBytes = -3;
const kDropped = -2;
const kCount = -1;

/** Limit of tokens for which a list has room from the start. */
const kMaxRoom = 256;

/** How the attributes of a part are read. */
export interface PartRules {
  readonly countLimit: number;
  readonly values: ValueReader;
  /** Whether a value must be a scalar or an array of scalars of one type. */
  readonly onlySimple: boolean;
}

/**
 * The events or the links of one span as one flat list: the form that is cheapest to make and to write. Each part is a
 * header, whose last three tokens are its bytes, the count of dropped attributes and the count of attributes (-1: none were
 * given), and then keys and values in turn.
 */
export abstract class FlatParts {
  readonly tokens: unknown[];
  /** Tokens of a header. */
  readonly headerTokens: number;
  /** Where the first part begins. */
  start = 0;
  end = 0;
  count = 0;
  /** Upper bound of the bytes of all parts in a record. */
  maxBytes = 0;
  /**
   * True while attributes are read. A getter among them may add another part, which must not go into the same list; it stays
   * true when reading a context threw.
   */
  isReading = false;

  protected constructor(headerTokens: number, room: number) {
    this.headerTokens = headerTokens;
    this.tokens = new Array<unknown>(room);
  }

  /** Reads attributes, and adds the part whose header stands at the end; without attributes when they cannot be listed. */
  protected addRead(bytes: number, attributes: Attributes | undefined, rules: PartRules): void {
    if (typeof attributes !== 'object' || attributes === null) {
      this.#finish(bytes, 0, -1);
      return;
    }
    this.isReading = true;
    if (!this.#addPlain(bytes, attributes, rules)) this.#addChecked(bytes, attributes, rules);
    this.isReading = false;
  }

  /** Copies plain values at once, the usual case. Returns false, and adds nothing, if there are others. */
  #addPlain(bytes: number, attributes: Attributes, rules: PartRules): boolean {
    const { tokens } = this;
    const { plainLength } = rules.values;
    const first = this.end + this.headerTokens;
    const max = first + 2 * rules.countLimit;
    let at = first;
    let allBytes = bytes;
    try {
      for (const key in attributes) {
        // Must come first: V8 knows the answer only until the next look-up.
        const isOwn = hasOwnProperty.call(attributes, key);
        const value = attributes[key];
        if (!isOwn || key === '' || at >= max || !isPlainValue(value, plainLength)) return false;
        tokens[at] = key;
        tokens[at + 1] = value;
        at += 2;
        allBytes += maxAttributeBytes(key, value);
      }
    } catch {
      return false;
    }
    this.#finish(allBytes, 0, (at - first) / 2);
    return true;
  }

  #addChecked(bytes: number, attributes: Attributes, rules: PartRules): void {
    const { countLimit, values, onlySimple } = rules;
    const clean = cleanAttributes(attributes, countLimit, values, values.lengthLimit, onlySimple);
    const { attributes: copies, droppedAttributesCount = 0 } = clean;
    if (copies === undefined) {
      this.#finish(bytes, 0, -1);
    } else {
      const keys = Object.keys(copies);
      let at = this.end + this.headerTokens;
      let allBytes = bytes;
      for (const key of keys) {
        const value = flatOf(copies[key]);
        this.tokens[at++] = key;
        this.tokens[at++] = value;
        allBytes += maxAttributeBytes(key, value);
      }
      this.#finish(allBytes, droppedAttributesCount, keys.length);
    }
  }

  /** Adds the part whose header stands at the end, with attributes that were checked; undefined: none were given. */
  protected addList(bytes: number, list: AttributeList | undefined, dropped: number): void {
    if (list === undefined) {
      this.#finish(bytes, 0, -1);
      return;
    }
    const { entries, length } = list;
    const first = this.end + this.headerTokens;
    for (let i = 0; i < length; i++) this.tokens[first + i] = entries[i];
    this.#finish(bytes + list.maxBytes, dropped, length / 2);
  }

  #finish(bytes: number, dropped: number, count: number): void {
    const { tokens } = this;
    const first = this.end + this.headerTokens;
    tokens[first + kBytes] = bytes;
    tokens[first + kDropped] = dropped;
    tokens[first + kCount] = count;
    this.end = first + (count > 0 ? 2 * count : 0);
    this.maxBytes += bytes;
    this.count++;
  }

  /** Tokens for which the list of the next span has room from the start. */
  protected get roomForNext(): number {
    return this.end < kMaxRoom ? this.end : kMaxRoom;
  }

  /** Returns where the part behind the one at `at` begins. */
  after(at: number): number {
    return this.end === at ? at : this.attributesAt(at) + 2 * this.attributeCount(at);
  }

  attributesAt(at: number): number {
    return at + this.headerTokens;
  }

  attributeCount(at: number): number {
    const count = this.tokens[at + this.headerTokens + kCount] as number;
    // Not `Math.max`: V8 would compute with floating-point numbers.
    return count > 0 ? count : 0;
  }

  droppedAttributes(at: number): number {
    return this.tokens[at + this.headerTokens + kDropped] as number;
  }

  /** Returns what readers see of the attributes of a part. */
  protected shownAttributes(at: number): {
    attributes?: Attributes;
    droppedAttributesCount?: number;
  } {
    const { tokens } = this;
    const first = this.attributesAt(at);
    const count = tokens[first + kCount] as number;
    if (count < 0) return {};
    const attributes: Attributes = {};
    for (let i = first; i < first + 2 * count; i += 2)
      setOwn(attributes, tokens[i] as string, shownValue(tokens[i + 1]));
    return { attributes, droppedAttributesCount: this.droppedAttributes(at) };
  }

  dropFirst(): void {
    const { tokens, start } = this;
    this.maxBytes -= tokens[start + this.headerTokens + kBytes] as number;
    this.count--;
    this.start = this.after(start);
    // Half of the list is unused: a span that lives long must not grow with each part that it dropped.
    if (2 * this.start < this.end) return;
    tokens.splice(0, this.start);
    this.end -= this.start;
    this.start = 0;
  }

  /** Adds the bytes of all parts, with the characters of their strings counted. */
  addTo(size: RecordSize): void {
    const { tokens, start, end } = this;
    for (let part = start; part < end; part = this.after(part)) {
      const first = this.attributesAt(part);
      for (let i = part; i < first; i++) {
        const token = tokens[i];
        size.bytes += kTokenBytes;
        if (typeof token === 'string') size.addString(token);
      }
      size.addEntries(tokens, first, first + 2 * this.attributeCount(part));
    }
  }
}
