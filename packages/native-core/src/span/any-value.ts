import type { AnyValue } from '@opentelemetry/api';

/**
 * A copy of an attribute value with strings and bytes cut to `lengthLimit`, or undefined when the value is none that
 * OTLP knows: bigint, symbol, function, an object of a class, a cycle. The rules are those of `isAnyValue` in
 * `@opentelemetry/core`, https://opentelemetry.io/docs/specs/otel/common/#anyvalue
 *
 * `core` makes a `WeakSet` for each value that is an object and walks it twice, which takes about twice as long (ADR 0005).
 * Ancestors on a stack find the same cycles.
 */
export function copyAnyValue(
  value: unknown,
  lengthLimit: number,
  ancestors: readonly object[] = [],
): AnyValue | undefined {
  switch (typeof value) {
    case 'string':
      return value.length <= lengthLimit ? value : value.substring(0, lengthLimit);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return value;
  // Copied, unlike upstream: the bytes are written at the end of the span, whatever becomes of the array until then.
  if (value instanceof Uint8Array) return new Uint8Array(value.subarray(0, lengthLimit));
  if (ancestors.includes(value)) return undefined;
  return Array.isArray(value)
    ? copyArray(value, lengthLimit, ancestors)
    : copyMap(value as Record<string, unknown>, lengthLimit, ancestors);
}

function copyArray(
  array: unknown[],
  lengthLimit: number,
  ancestors: readonly object[],
): AnyValue[] | undefined {
  const { length } = array;
  const copy = new Array<AnyValue>(length);
  let path: readonly object[] | undefined;
  for (let i = 0; i < length; i++) {
    const element = array[i];
    if (typeof element === 'object' && element !== null) path ??= [...ancestors, array];
    const clean = copyAnyValue(element, lengthLimit, path);
    if (clean === undefined && element !== undefined) return undefined;
    copy[i] = clean as AnyValue;
  }
  return copy;
}

function copyMap(
  map: Record<string, unknown>,
  lengthLimit: number,
  ancestors: readonly object[],
): Record<string, AnyValue> | undefined {
  if (map.constructor !== Object && map.constructor !== undefined) return undefined;
  const copy: Record<string, AnyValue> = {};
  const path = [...ancestors, map];
  for (const key of Object.keys(map)) {
    const element = map[key];
    if (element === undefined) continue;
    const clean = copyAnyValue(element, lengthLimit, path);
    if (clean === undefined) return undefined;
    copy[key] = clean;
  }
  return copy;
}
