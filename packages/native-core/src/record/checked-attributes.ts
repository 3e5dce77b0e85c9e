import type { Attributes } from '@opentelemetry/api';
import { setOwn } from '../values/own-property';
import { AttributeList } from './attribute-list';
import type { ValueReader } from './value-reader';

/** Returns a checked copy of attributes that the application could change. Throws what reading them throws. */
export function checkedAttributes(attributes: Attributes, values: ValueReader): Attributes {
  const checked: Attributes = {};
  for (const [key, value] of Object.entries(attributes))
    setOwn(checked, key, checkedValue(value, values) as never);
  return checked;
}

/** As `checkedAttributes`, but returns a list. */
export function checkedList(attributes: Attributes, values: ValueReader): AttributeList {
  const list = new AttributeList();
  for (const [key, value] of Object.entries(attributes))
    list.push(key, checkedValue(value, values));
  return list;
}

/** Returns a copy of the value; null for a value that OTLP cannot carry. */
function checkedValue(value: unknown, values: ValueReader): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return values.read('value', value, Infinity) ?? null;
}
