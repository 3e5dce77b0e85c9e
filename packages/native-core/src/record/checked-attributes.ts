import type { Attributes } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { AttributeList } from './attribute-list';
import type { ValueReader } from './value-reader';

/** A copy of attributes that others had in their hands. Throws what reading them throws. */
export function checkedAttributes(attributes: Attributes, values: ValueReader): Attributes {
  const checked: Attributes = {};
  for (const [key, value] of Object.entries(attributes))
    setOwn(checked, key, checkedValue(value, values) as never);
  return checked;
}

/** The same as a list. */
export function checkedList(attributes: Attributes, values: ValueReader): AttributeList {
  const list = new AttributeList();
  for (const [key, value] of Object.entries(attributes))
    list.push(key, checkedValue(value, values));
  return list;
}

/** A copy of the value, or null in place of one that no receiver could be told. */
function checkedValue(value: unknown, values: ValueReader): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return values.read('value', value, Infinity) ?? null;
}
