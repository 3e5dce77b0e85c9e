import { ValueType, diag, type MetricAdvice, type MetricOptions } from '@opentelemetry/api';

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

/** Describes an instrument; one with an invalid name works, with a warning. */
export function describeInstrument(
  name: string,
  type: InstrumentType,
  options: MetricOptions | undefined,
): Descriptor {
  if (!validName.test(name)) {
    diag.warn(
      `Invalid metric name: "${name}": expected a letter, then up to 254 letters, digits, "_", ".", "-" and "/"`,
    );
  }
  return {
    name: String(name),
    type,
    description: String(options?.description ?? ''),
    unit: String(options?.unit ?? ''),
    valueType: options?.valueType ?? ValueType.DOUBLE,
    advice: options?.advice ?? {},
  };
}
