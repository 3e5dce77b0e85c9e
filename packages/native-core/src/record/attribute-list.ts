import type { AnyValue, Attributes } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { countedStringBytes } from './record-memory';
import { maxAttributeBytes, maxValueBytes } from './value-encoder';

/** Keys and values that fit into the list of a span before it grows. */
const kSpanEntries = 20;

/** Attributes as a flat list, the form that is cheapest to make and to write. */
export class AttributeList {
  /**
   * Keys and values in turn, up to `length`. When a key occurs more than once, its last value counts, at its first place.
   */
  readonly entries: unknown[];
  length = 0;
  /** Upper bound of the bytes that the attributes take in a record. */
  maxBytes = 0;
  /** Attributes of an event that were refused. */
  droppedCount = 0;

  constructor(room = kSpanEntries) {
    this.entries = new Array<unknown>(room);
  }

  static of(attributes: Attributes): AttributeList {
    const list = new AttributeList();
    for (const [key, value] of Object.entries(attributes)) list.push(key, value);
    return list;
  }

  push(key: string, value: unknown): void {
    const { entries, length } = this;
    entries[length] = key;
    entries[length + 1] = value;
    this.length = length + 2;
    this.maxBytes += maxAttributeBytes(key, value);
  }

  /** Returns the attributes as an object, with one value per key. */
  toObject(): Attributes {
    const { entries, length } = this;
    const attributes: Attributes = {};
    for (let i = 0; i < length; i += 2)
      setOwn(attributes, entries[i] as string, entries[i + 1] as AnyValue);
    return attributes;
  }
}

/** Returns a closer upper bound of the bytes of attributes: counts the characters of their strings. */
export function countedListBytes({ entries, length }: AttributeList): number {
  let bytes = 0;
  for (let i = 0; i < length; i += 2) {
    bytes += countedStringBytes(entries[i] as string);
    bytes += maxValueBytes(entries[i + 1], countedStringBytes);
  }
  return bytes;
}

/** True for values that need no check, copy or cut. */
export function isPlainValue(value: unknown, lengthLimit: number): boolean {
  // Not a switch: V8 compares `typeof` with a literal without making a string.
  if (typeof value === 'string') return value.length <= lengthLimit;
  return typeof value === 'number' || typeof value === 'boolean';
}
