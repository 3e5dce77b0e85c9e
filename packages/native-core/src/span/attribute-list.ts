import type { AnyValue, Attributes } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { cleanSimpleAttributes, type cleanAttributes } from '@opentelemetry/core';
import { copyAnyValue } from './any-value';

/** V8 folds `hasOwnProperty.call` away inside a for-in loop over the same object, unlike `Object.hasOwn`. */
export const { hasOwnProperty } = Object.prototype;

/** Keys and values in turn. A key may stand more than once: then its last value counts, at its first place. */
export type AttributeList = unknown[];

/** The list as an object, with one value per key. */
export function attributesOfList(list: AttributeList): Attributes {
  const attributes: Attributes = {};
  for (let i = 0; i < list.length; i += 2) attributes[list[i] as string] = list[i + 1] as AnyValue;
  return attributes;
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
 * An event's attributes as a list: made here when all are plain, the usual case, else through `core`. The list is
 * undefined when there are none to speak of.
 */
export function eventAttributes(
  attributes: Attributes | undefined,
  countLimit: number,
  lengthLimit: number,
): { list: AttributeList | undefined; dropped: number } {
  if (attributes === undefined) return kNoAttributes;
  const list: AttributeList = [];
  for (const key in attributes) {
    const value = attributes[key];
    const fits = key !== '' && hasOwnProperty.call(attributes, key) && list.length < 2 * countLimit;
    if (!fits || !isPlainValue(value, lengthLimit)) {
      const clean = cleanOrNothing(cleanSimpleAttributes, attributes, countLimit, lengthLimit);
      return {
        list: clean.attributes && Object.entries(clean.attributes).flat(),
        dropped: clean.droppedAttributesCount ?? 0,
      };
    }
    list.push(key, value);
  }
  return { list, dropped: 0 };
}

const kNoAttributes = { list: undefined, dropped: 0 };

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
