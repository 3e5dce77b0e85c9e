import type { AnyValue, Attributes, Link } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { cleanAttributes, cleanSimpleAttributes } from '@opentelemetry/core';
import { maxAttributeBytes } from '../record/value-encoder';
import { copyAnyValue } from './any-value';

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
      attributes[entries[i] as string] = entries[i + 1] as AnyValue;
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
 * A checked and cut copy of a value, or undefined when it is refused: with a warning, unless it is undefined itself. A
 * value that throws when it is read is refused as well.
 */
export function cleanValue(key: string, value: unknown, lengthLimit: number): AnyValue | undefined {
  if (value === undefined) return undefined;
  try {
    const clean = copyAnyValue(value, effectiveLengthLimit(lengthLimit));
    if (clean === undefined) diag.warn(`Invalid attribute value set for key: ${key}`);
    return clean;
  } catch (error) {
    diag.warn(`An attribute could not be read: ${key}`, error);
    return undefined;
  }
}

function effectiveLengthLimit(limit: number): number {
  if (limit > 0) return limit;
  diag.warn(`Invalid attributeValueLengthLimit: must be positive, got ${limit} (ignoring)`);
  return Infinity;
}

/**
 * An event's attributes as a list: made here when all are plain, the usual case, else through `core`. Undefined when
 * there are none to speak of.
 */
export function eventAttributes(
  attributes: Attributes | undefined,
  countLimit: number,
  lengthLimit: number,
): AttributeList | undefined {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const list = new AttributeList(kEventEntries);
  for (const key in attributes) {
    // First of all: V8 knows the answer only until something else has been looked up.
    const isOwn = hasOwnProperty.call(attributes, key);
    const value = attributes[key];
    const fits = isOwn && key !== '' && list.length < 2 * countLimit;
    if (!fits || !isPlainValue(value, lengthLimit)) {
      return checkedEventAttributes(attributes, countLimit, lengthLimit);
    }
    list.push(key, value);
  }
  return list;
}

function checkedEventAttributes(
  attributes: Attributes,
  countLimit: number,
  lengthLimit: number,
): AttributeList | undefined {
  const clean = cleanOrNothing(cleanSimpleAttributes, attributes, countLimit, lengthLimit);
  if (clean.attributes === undefined) return undefined;
  const list = AttributeList.of(clean.attributes);
  list.droppedCount = clean.droppedAttributesCount ?? 0;
  return list;
}

/**
 * Attributes of an event or a link, checked, copied and cut by `clean`; none when they throw as they are read.
 */
export function cleanOrNothing(
  clean: typeof cleanAttributes,
  attributes: Attributes | undefined,
  attributeCountLimit: number,
  attributeValueLengthLimit: number,
): { attributes?: Attributes; droppedAttributesCount?: number } {
  try {
    return clean(attributes, { attributeCountLimit, attributeValueLengthLimit });
  } catch (error) {
    diag.warn('Attributes could not be read', error);
    return {};
  }
}

/** A copy of a link with its attributes checked, copied and cut. Throws what reading the link throws. */
export function cleanLink(link: Link, countLimit: number, lengthLimit: number): Link {
  return {
    context: link.context,
    ...cleanOrNothing(cleanAttributes, link.attributes, countLimit, lengthLimit),
  };
}
