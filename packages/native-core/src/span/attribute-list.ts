import type { AnyValue, Attributes } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { maybeAddAttribute, type cleanAttributes } from '@opentelemetry/core';

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
  switch (typeof value) {
    case 'string':
      return value.length <= lengthLimit;
    case 'number':
    case 'boolean':
      return true;
    default:
      return false;
  }
}

/**
 * A checked and cut copy of a value, as upstream makes it, or undefined when it is refused (upstream then warned).
 * Values that throw when they are read are refused as well.
 */
export function cleanValue(key: string, value: unknown, lengthLimit: number): AnyValue | undefined {
  const attributes: Attributes = {};
  try {
    maybeAddAttribute({
      key,
      value: value as AnyValue,
      attributes,
      limits: { attributeCountLimit: Infinity, attributeValueLengthLimit: lengthLimit },
      currentAttributesCount: 0,
    });
  } catch (error) {
    diag.warn(`An attribute could not be read: ${key}`, error);
  }
  return Object.values(attributes)[0] as AnyValue | undefined;
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
