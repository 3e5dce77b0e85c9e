import type { TypedAttributes, TypedValue } from './comparable-span.ts';

/** Bounds of a 64-bit integer. Both are exact in a double; the upper one is the first that does not fit. */
const minInt64 = -(2 ** 63);
const endOfInt64 = 2 ** 63;

export function createdAttributes(attributes: Readonly<Record<string, unknown>>): TypedAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, createdValue(value)]),
  );
}

/** The OTLP type that a JavaScript value has. */
export function createdValue(value: unknown): TypedValue {
  if (typeof value === 'string') return { string: value.toWellFormed() };
  if (typeof value === 'boolean') return { bool: value };
  if (typeof value === 'number')
    return isInt64(value) ? { int: intText(value) } : { double: String(value) };
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { array: value.map(createdValue) };
  if (typeof value === 'object' && value !== null) {
    return { map: createdAttributes(value as Record<string, unknown>) };
  }
  return {};
}

function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= minInt64 && value < endOfInt64;
}

function intText(value: number): string {
  return BigInt(value).toString();
}
