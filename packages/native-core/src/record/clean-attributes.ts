import type { AnyValue, Attributes, Link } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { isAttributeValue } from '@opentelemetry/core';
import { hasOwnProperty, setOwn } from '../values/own-property';
import { AttributeList, isPlainValue } from './attribute-list';
import type { ValueReader } from './value-reader';

/** Keys and values that the attributes of an event have room for: it rarely has more than two. */
const kEventEntries = 4;

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
