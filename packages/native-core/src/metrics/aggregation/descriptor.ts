import { ValueType, diag, type MetricAdvice, type MetricOptions } from '@opentelemetry/api';
import { anyText, ownText } from '../../record/own-text';

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

/** https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax */
const validName = /^[a-z][a-z0-9_.\-/]{0,254}$/i;

/** Longer lists of bucket boundaries are taken for mistakes. */
const kMaxBoundaries = 10_000;

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
  return { name, type, ...describedBy(options) };
}

/** What the options say, read once; nothing where they throw. */
function describedBy(options: MetricOptions | undefined): Omit<Descriptor, 'name' | 'type'> {
  try {
    return {
      description: describingText(options?.description),
      unit: describingText(options?.unit),
      valueType: options?.valueType === ValueType.INT ? ValueType.INT : ValueType.DOUBLE,
      advice: adviceOf(options?.advice),
    };
  } catch (error) {
    diag.warn('Options of an instrument could not be read; it is made without them', error);
    return { description: '', unit: '', valueType: ValueType.DOUBLE, advice: {} };
  }
}

function adviceOf(advice: MetricAdvice | undefined): MetricAdvice {
  const boundaries = advice?.explicitBucketBoundaries;
  if (boundaries === undefined) return {};
  return { explicitBucketBoundaries: copied(boundaries) ?? (null as never) };
}

/** A list of our own: an array may change, throw, or say to be as long as no memory is. */
function copied(given: number[]): number[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const { length } = given;
  if (typeof length !== 'number' || length > kMaxBoundaries) return undefined;
  const copy: number[] = [];
  for (let i = 0; i < length; i++) copy.push(given[i]!);
  return copy;
}

function describingText(value: unknown): string {
  return ownText(anyText(value ?? undefined) ?? '');
}
