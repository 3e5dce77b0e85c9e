import { ValueType, diag, type MetricAdvice, type MetricOptions } from '@opentelemetry/api';
import { anyText, ownText } from '../../record/own-text';
import { optionOf } from '../../values/option-of';

export type InstrumentType =
  | 'COUNTER'
  | 'GAUGE'
  | 'HISTOGRAM'
  | 'UP_DOWN_COUNTER'
  | 'OBSERVABLE_COUNTER'
  | 'OBSERVABLE_GAUGE'
  | 'OBSERVABLE_UP_DOWN_COUNTER';

/** What an instrument, or its stream, is. */
export interface Descriptor {
  readonly name: string;
  readonly type: InstrumentType;
  readonly description: string;
  readonly unit: string;
  readonly valueType: ValueType;
  readonly advice: MetricAdvice;
}

/** More make no histogram. */
export const kMaxBoundaries = 65_536;

/** https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax */
const validName = /^[a-z][a-z0-9_.\-/]{0,254}$/i;

/** Describes an instrument; one with an invalid name works, with a warning. Never throws. */
export function describeInstrument(
  given: string,
  type: InstrumentType,
  options: MetricOptions | undefined,
): Descriptor {
  const name = describingText(given);
  if (typeof given !== 'string' || !validName.test(name)) {
    diag.warn(
      `Invalid metric name: "${name}": expected a letter, then up to 254 letters, digits, "_", ".", "-" and "/"`,
    );
  }
  const explicitBucketBoundaries = boundariesOf(optionOf(options, 'advice'));
  return {
    name,
    type,
    description: describingText(optionOf(options, 'description')),
    unit: describingText(optionOf(options, 'unit')),
    valueType: optionOf(options, 'valueType') === ValueType.INT ? ValueType.INT : ValueType.DOUBLE,
    advice: explicitBucketBoundaries === undefined ? {} : { explicitBucketBoundaries },
  };
}

function boundariesOf(advice: MetricAdvice | undefined): number[] | undefined {
  const boundaries = optionOf(advice, 'explicitBucketBoundaries');
  // A copy: an array may be a proxy, which may throw later.
  return boundaries === undefined ? undefined : (quietCopy(boundaries) as number[]);
}

function quietCopy(list: unknown): unknown {
  try {
    return Array.isArray(list) ? list.slice(0, kMaxBoundaries + 1) : list;
  } catch {
    return null;
  }
}

function describingText(value: unknown): string {
  return ownText(anyText(value ?? undefined) ?? '');
}
