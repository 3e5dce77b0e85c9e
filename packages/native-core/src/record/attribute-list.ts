import type { AnyValue, Attributes } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { countedStringBytes } from './record-memory';
import { maxAttributeBytes, maxValueBytes } from './value-encoder';

/** Keys and values that the attributes of a span have room for before the list grows. */
const kSpanEntries = 20;

/** Attributes in the form that is cheapest to make and to write. */
export class AttributeList {
  /**
   * Keys and values in turn, up to `length`. A key may stand more than once: then its last value counts, at its first
   * place.
   */
  readonly entries: unknown[];
  length = 0;
  /** Bytes that the attributes take at most in a record. */
  maxBytes = 0;
  /** Of the attributes of an event: those that were refused. */
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

  /** As an object, with one value per key. */
  toObject(): Attributes {
    const { entries, length } = this;
    const attributes: Attributes = {};
    for (let i = 0; i < length; i += 2)
      setOwn(attributes, entries[i] as string, entries[i + 1] as AnyValue);
    return attributes;
  }
}

/** Bytes that attributes take at most, with the characters of their strings counted. */
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
  // Not a switch: V8 compares with a literal without making the name of the type.
  if (typeof value === 'string') return value.length <= lengthLimit;
  return typeof value === 'number' || typeof value === 'boolean';
}
