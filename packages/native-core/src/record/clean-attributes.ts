import type { AnyValue, Attributes, Link } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { isAttributeValue } from '@opentelemetry/core';
import { hasOwnProperty, setOwn } from '../values/own-property';
import { AttributeList, isPlainValue } from './attribute-list';
import type { ValueReader } from './value-reader';

/** Keys and values that fit into the list of an event before it grows: an event rarely has more than two attributes. */
const kEventEntries = 4;

/**
 * Returns the attributes of an event as a list; undefined when there are none. Copies plain values at once, the usual case,
 * and checks the list if there are others.
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
    // Must come first: V8 knows the answer only until the next look-up.
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

/** Checks the attributes of an event. Events accept only numbers, booleans, strings, and arrays of one of them. */
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
 * Returns the same as `cleanAttributes` of `@opentelemetry/core` (with `onlySimple`, its `cleanSimpleAttributes`), but copies
 * every value and applies the limits. Returns no attributes when they cannot be listed.
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

/** Returns a copy of a link with its attributes checked, copied and cut. Throws what reading the link throws. */
export function cleanLink(link: Link, countLimit: number, values: ValueReader): Link {
  return {
    context: link.context,
    ...cleanAttributes(link.attributes, countLimit, values, values.lengthLimit),
  };
}
