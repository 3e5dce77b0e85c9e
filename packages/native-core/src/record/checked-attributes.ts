import type { Attributes } from '@opentelemetry/api';
import { AttributeList } from './attribute-list';
import type { ValueReader } from './value-reader';

/** Returns a checked copy of attributes that the application could change. Throws when they cannot be listed. */
export function checkedList(attributes: Attributes, values: ValueReader): AttributeList {
  const list = new AttributeList();
  for (const [key, value] of Object.entries(attributes))
    list.push(key, checkedValue(key, value, values));
  return list;
}

/** Returns a copy of the value; null for an object that OTLP cannot carry. */
function checkedValue(key: string, value: unknown, values: ValueReader): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return values.readFlatUncut(key, value) ?? null;
}
