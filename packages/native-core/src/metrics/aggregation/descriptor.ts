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
  return {
    name,
    type,
    description: describingText(options?.description),
    unit: describingText(options?.unit),
    valueType: options?.valueType ?? ValueType.DOUBLE,
    advice: options?.advice ?? {},
  };
}

function describingText(value: unknown): string {
  return ownText(anyText(value ?? undefined) ?? '');
}
