import { ValueType, diag } from '@opentelemetry/api';
import { shownText } from '../../record/own-text';
import type { Descriptor } from '../aggregation/descriptor';

/** Returns the value that the instrument records; warns and returns undefined for an invalid one. */
export function checkedValue(value: unknown, { name, valueType }: Descriptor): number | undefined {
  if (typeof value !== 'number') {
    diag.warn(`non-number value provided to metric ${name}: ${shownText(value)}`);
    return undefined;
  }
  if (valueType !== ValueType.INT || Number.isInteger(value)) return value;
  diag.warn(
    `INT value type cannot accept a floating-point value for ${name}, ignoring the fractional digits.`,
  );
  const whole = Math.trunc(value);
  return Number.isInteger(whole) ? whole : undefined;
}

/** Returns whether a value is below zero, with a warning: counters and histograms refuse it. */
export function isNegative(value: number, descriptor: Descriptor): boolean {
  if (typeof value !== 'number' || !(value < 0)) return false;
  const { name, type } = descriptor;
  diag.warn(`negative value provided to ${type.toLowerCase()} ${name}: ${value}`);
  return true;
}
