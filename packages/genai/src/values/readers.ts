import { sharedState } from '../telemetry/shared-state';

/** Returns the value as an attribute has it; undefined, and counted, for one of another type. */
export type Reader = (value: unknown) => unknown;

const kMaxItems = 1000;

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : invalid();
}

export function texts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return invalid();
  const items = value.slice(0, kMaxItems).filter((item) => typeof item === 'string');
  return items.length === Math.min(value.length, kMaxItems) ? items : invalid();
}

/** A number of things: whole, 0 or more. */
export function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : invalid();
}

export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : invalid();
}

export function double(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : invalid();
}

/** A duration in seconds. */
export function duration(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : invalid();
}

/** For attributes that the conventions set only when they are true. */
export function onlyTrue(value: unknown): true | undefined {
  if (typeof value !== 'boolean') return invalid();
  return value || undefined;
}

/** A number of choices, which the conventions set only when it is not 1. */
export function severalChoices(value: unknown): number | undefined {
  return value === 1 ? undefined : count(value);
}

function invalid(): undefined {
  sharedState.stats.invalidValues++;
  return undefined;
}
