import type { HrTime } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { isTimeInputHrTime } from '@opentelemetry/core';

/** Times are two numbers, whole seconds and nanoseconds; they become an `HrTime` only when read. */

export const kNanosPerSecond = 1_000_000_000;

/** Returns the number; zero for any other value, which a processor or application may have set. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** Returns the whole seconds of milliseconds, rounded towards zero. */
export function wholeSeconds(millis: number): number {
  return Math.trunc(millis / 1000);
}

/** Returns the nanoseconds beyond {@link wholeSeconds}; may round up to a full second. */
export function nanosBeyondSeconds(millis: number): number {
  // The remainder of whole milliseconds, without the floating-point division of `%`.
  return Math.round((millis - wholeSeconds(millis) * 1000) * 1_000_000);
}

export function hrTimeOfMillis(millis: number): HrTime {
  return [wholeSeconds(millis), nanosBeyondSeconds(millis)];
}

/** Returns the instant of a `Date` or an `HrTime`; undefined for any other value, and for one that throws. */
export function hrTimeOfObject(input: object | null): HrTime | undefined {
  try {
    if (input instanceof Date) return hrTimeOfMillis(input.getTime());
    return isTimeInputHrTime(input) ? [input[0], input[1]] : undefined;
  } catch (error) {
    diag.warn('A time could not be read', error);
    return undefined;
  }
}

export function addHrTimes(a: HrTime, b: HrTime): HrTime {
  const nanos = a[1] + b[1];
  return nanos >= kNanosPerSecond
    ? [a[0] + b[0] + 1, nanos - kNanosPerSecond]
    : [a[0] + b[0], nanos];
}

export function hrTimeBetween(start: HrTime, end: HrTime): HrTime {
  const nanos = end[1] - start[1];
  return nanos < 0 ? [end[0] - start[0] - 1, nanos + kNanosPerSecond] : [end[0] - start[0], nanos];
}

/** Returns the milliseconds that were split into seconds and nanoseconds. */
export function millisOf(seconds: number, nanos: number): number {
  return seconds * 1000 + nanos / 1_000_000;
}

/**
 * Returns the whole seconds in a number of nanoseconds, which an application may set below zero or beyond a second. The rest
 * is {@link nanosWithin} a second.
 */
export function secondsBeyond(nanos: number): number {
  return nanos >= 0 && nanos < kNanosPerSecond
    ? 0
    : Math.floor(wholeNanos(nanos) / kNanosPerSecond);
}

export function nanosWithin(nanos: number): number {
  if (nanos >= 0 && nanos < kNanosPerSecond) return nanos;
  return wholeNanos(nanos) - secondsBeyond(nanos) * kNanosPerSecond;
}

/** Rounds nanoseconds towards zero, as the official exporter does. Returns 0 for a number that is not finite. */
function wholeNanos(nanos: number): number {
  return Number.isFinite(nanos) ? Math.trunc(nanos) : 0;
}
