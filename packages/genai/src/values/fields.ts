import type { Attributes } from '@opentelemetry/api';
import { quietly } from '../telemetry/quietly';
import type { Reader } from './readers';

/** One value of the options or the result of a call, and the attribute that it becomes. */
export interface Field {
  readonly option: string;
  readonly attribute: string;
  readonly read: Reader;
}

/** The attribute of each option, with the type that the conventions give it. */
export function fields(
  table: Readonly<Record<string, readonly [attribute: string, read: Reader]>>,
): readonly Field[] {
  return Object.entries(table).map(([option, [attribute, read]]) => ({ option, attribute, read }));
}

/** Adds the attributes of what the source has. Never throws. */
export function addFields(
  attributes: Attributes,
  table: readonly Field[],
  source: object,
): Attributes {
  try {
    for (const { option, attribute, read } of table) {
      const value = (source as Record<string, unknown>)[option];
      if (value === undefined || value === null) continue;
      const known = read(value);
      if (known !== undefined) attributes[attribute] = known;
    }
  } catch {
    addReadableFields(attributes, table, source);
  }
  return attributes;
}

/** The slow way, for objects with getters that throw: leaves out what cannot be read. */
function addReadableFields(attributes: Attributes, table: readonly Field[], source: object): void {
  for (const { option, attribute, read } of table) {
    const known = quietly(() => {
      const value = (source as Record<string, unknown>)[option];
      return value === undefined || value === null ? undefined : read(value);
    });
    if (known !== undefined) attributes[attribute] = known;
  }
}

/** Adds the application's own attributes. Never throws. */
export function addOwn(attributes: Attributes, own: unknown): void {
  if (typeof own !== 'object' || own === null) return;
  quietly(() => Object.assign(attributes, own));
}
