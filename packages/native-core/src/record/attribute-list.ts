import type { AnyValue, Attributes, Link } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { isAttributeValue } from '@opentelemetry/core';
import { maxAttributeBytes } from './value-encoder';
import { setOwn } from '../values/set-own';
import type { ValueReader } from '../values/value-reader';

/** V8 folds `hasOwnProperty.call` away inside a for-in loop over the same object, unlike `Object.hasOwn`. */
export const { hasOwnProperty } = Object.prototype;

/** Keys and values that the attributes of a span have room for before the list grows. */
const kSpanEntries = 20;
/** The same of an event, which rarely has more than two. */
const kEventEntries = 4;

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

/** True for values that need no check, copy or cut. */
export function isPlainValue(value: unknown, lengthLimit: number): boolean {
  // Not a switch: V8 compares with a literal without making the name of the type.
  if (typeof value === 'string') return value.length <= lengthLimit;
  return typeof value === 'number' || typeof value === 'boolean';
}

/**
 * An event's attributes as a list: made here when all are plain, the usual case, else checked. Undefined when there are
 * none to speak of.
 */
export function eventAttributes(
  attributes: Attributes | undefined,
  countLimit: number,
  values: ValueReader,
): AttributeList | undefined {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const { plainLength } = values;
  const list = new AttributeList(kEventEntries);
  for (const key in attributes) {
    // First of all: V8 knows the answer only until something else has been looked up.
    const isOwn = hasOwnProperty.call(attributes, key);
    const value = attributes[key];
    const fits = isOwn && key !== '' && list.length < 2 * countLimit;
    if (!fits || !isPlainValue(value, plainLength)) {
      return checkedEventAttributes(attributes, countLimit, values);
    }
    list.push(key, value);
  }
  return list;
}

/** Events take simple values alone: numbers, booleans, strings, and arrays of one of them. */
function checkedEventAttributes(
  attributes: Attributes,
  countLimit: number,
  values: ValueReader,
): AttributeList | undefined {
  const clean = cleanAttributes(attributes, countLimit, values, values.lengthLimit, true);
  if (clean.attributes === undefined) return undefined;
  const list = AttributeList.of(clean.attributes);
  list.droppedCount = clean.droppedAttributesCount ?? 0;
  return list;
}

/** Attributes that were checked, copied and cut. */
export interface CleanAttributes {
  attributes?: Attributes;
  droppedAttributesCount?: number;
}

/**
 * What `cleanAttributes` of `@opentelemetry/core` gives, or with `onlySimple` its `cleanSimpleAttributes`, but made of
 * copies of our own, within the limits of values; nothing when the attributes cannot be listed.
 */
export function cleanAttributes(
  attributes: Attributes | undefined,
  countLimit: number,
  values: ValueReader,
  lengthLimit: number,
  onlySimple = false,
): CleanAttributes {
  if (typeof attributes !== 'object' || attributes === null) return {};
  try {
    return cleanEntries(attributes, countLimit, values, lengthLimit, onlySimple);
  } catch (error) {
    diag.warn('Attributes could not be read', error);
    return {};
  }
}

function cleanEntries(
  attributes: Attributes,
  countLimit: number,
  values: ValueReader,
  lengthLimit: number,
  onlySimple: boolean,
): CleanAttributes {
  const clean: Attributes = {};
  let count = 0;
  let droppedAttributesCount = 0;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    const copy =
      count < countLimit ? cleanEntry(key, value, values, lengthLimit, onlySimple) : undefined;
    if (copy === undefined) {
      droppedAttributesCount++;
      continue;
    }
    setOwn(clean, key, copy);
    count++;
  }
  return { attributes: clean, droppedAttributesCount };
}

function cleanEntry(
  key: string,
  value: unknown,
  values: ValueReader,
  lengthLimit: number,
  onlySimple: boolean,
): AnyValue | undefined {
  if (key === '') {
    diag.warn('Invalid attribute key: it is empty');
    return undefined;
  }
  const copy = values.read(key, value, lengthLimit);
  if (!onlySimple || copy === undefined || isAttributeValue(copy)) return copy;
  diag.warn(`Invalid attribute value set for key: ${key}`);
  return undefined;
}

/** A copy of a link with its attributes checked, copied and cut. Throws what reading the link throws. */
export function cleanLink(link: Link, countLimit: number, values: ValueReader): Link {
  return {
    context: link.context,
    ...cleanAttributes(link.attributes, countLimit, values, values.lengthLimit),
  };
}
