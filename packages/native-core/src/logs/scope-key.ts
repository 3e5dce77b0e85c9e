import type { LoggerScope } from './log-record';

/** Returns a text that is equal for equal scopes; the order of attributes does not matter. */
export function scopeKey(scope: LoggerScope): string {
  const { name, version = '', schemaUrl = '', attributes = {}, droppedAttributesCount = 0 } = scope;
  const entries = Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, typed(value)]);
  return JSON.stringify([name, version, schemaUrl, entries, droppedAttributesCount]);
}

/** JSON has neither -0 nor NaN nor infinities. */
function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== 'number') return value;
  return { number: Object.is(value, -0) ? '-0' : String(value) };
}
