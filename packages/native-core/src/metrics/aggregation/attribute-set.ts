import type { AnyValue, Attributes } from '@opentelemetry/api';
import type { ValueReader } from '../../record/value-reader';
import { ownText } from '../../record/own-text';
import { kUnlike } from './series';

/** Attributes that were read once: checked and copied, with a name that equal sets share. */
export interface AttributeSet {
  readonly keys: string[];
  /** The values; null in place of a value that OTLP cannot carry. */
  readonly copies: AnyValue[];
  /** The values for comparison; `kUnlike` in place of objects. */
  readonly values: unknown[];
  readonly hasObjects: boolean;
  /** Equal for equal attributes, whatever their order. */
  readonly name: string;
}

/** Reads attributes, which may throw. */
export function readAttributes(attributes: Attributes, reader: ValueReader): AttributeSet {
  const keys = Object.keys(attributes);
  const copies: AnyValue[] = [];
  const values: unknown[] = [];
  let hasObjects = false;
  for (const key of keys) {
    const value: unknown = attributes[key];
    const isObject = typeof value === 'object' && value !== null;
    if (isObject) hasObjects = true;
    copies.push(reader.copy(value, Infinity) ?? null);
    values.push(isObject ? kUnlike : value);
  }
  return { keys, copies, values, hasObjects, name: nameOf(keys, copies) };
}

/** Returns the values for comparison, copied because a series outlives the measurement. */
export function ownValues({ values }: AttributeSet): unknown[] {
  return values.map((value) => (typeof value === 'string' ? ownText(value) : value));
}

function nameOf(keys: string[], copies: AnyValue[]): string {
  if (keys.length === 0) return '';
  const entries = keys.map((key, i) => [key, copies[i]] as const);
  if (keys.length > 1) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
