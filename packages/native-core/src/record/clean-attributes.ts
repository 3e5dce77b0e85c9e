import type { AnyValue, Attributes, Link } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { isAttributeValue } from '@opentelemetry/core';
import { setOwn } from '../values/own-property';
import type { ValueReader } from './value-reader';

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
