import type { AnyValue, Attributes } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { FlatValue } from './flat-value';
import { flatOf } from './flatten';
import { maxAttributeBytes } from './value-encoder';

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
  /** Attributes of an event or log record that were refused. */
  droppedCount = 0;

  constructor(room = kSpanEntries) {
    this.entries = new Array<unknown>(room);
  }

  /** Makes a list of attributes that were checked and copied. */
  static of(attributes: Attributes): AttributeList {
    return AttributeList.ofCopies(Object.keys(attributes), Object.values(attributes));
  }

  /** As `of`. */
  static ofCopies(keys: readonly string[], values: readonly AnyValue[]): AttributeList {
    const list = new AttributeList(2 * keys.length);
    for (let i = 0; i < keys.length; i++) list.push(keys[i]!, flatOf(values[i]));
    return list;
  }

  /** @param value a scalar, bytes or a `FlatValue` */
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
    for (let i = 0; i < length; i += 2) {
      setOwn(attributes, entries[i] as string, shownValue(entries[i + 1]));
    }
    return attributes;
  }
}

/** Returns the value of an attribute as readers see it. */
export function shownValue(value: unknown): AnyValue {
  return value instanceof FlatValue ? value.toValue() : (value as AnyValue);
}

/** True for values that need no check, copy or cut. */
export function isPlainValue(value: unknown, lengthLimit: number): boolean {
  // Not a switch: V8 compares `typeof` with a literal without making a string.
  if (typeof value === 'string') return value.length <= lengthLimit;
  return typeof value === 'number' || typeof value === 'boolean';
}
