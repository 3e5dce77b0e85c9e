import {
  ValueType,
  diag,
  type Attributes,
  type Context,
  type Counter,
  type Gauge,
  type Histogram,
  type UpDownCounter,
} from '@opentelemetry/api';
import { shownText } from '../../record/own-text';
import type { Stream } from '../aggregation/stream';
import type { Descriptor } from '../aggregation/descriptor';

/** Told when a measurement is lost because its attributes cannot be read. */
export type TellInvalid = (error: unknown) => void;

abstract class SyncInstrument {
  protected readonly descriptor: Descriptor;
  readonly #streams: readonly Stream[];
  readonly #isInteger: boolean;
  readonly #tellInvalid: TellInvalid;

  constructor(descriptor: Descriptor, streams: readonly Stream[], tellInvalid: TellInvalid) {
    this.descriptor = descriptor;
    this.#streams = streams;
    this.#isInteger = descriptor.valueType === ValueType.INT;
    this.#tellInvalid = tellInvalid;
  }

  /** Never throws: what the attributes, a view or a context manager throws is told. */
  protected measure(
    value: number,
    attributes: Attributes | undefined,
    context: Context | undefined,
  ): void {
    try {
      const whole = typeof value === 'number' && !this.#isInteger ? value : this.#checked(value);
      if (whole === undefined) return;
      for (const stream of this.#streams) stream.record(whole, attributes, context);
    } catch (error) {
      this.#tellInvalid(error);
    }
  }

  #checked(value: number): number | undefined {
    return checkedValue(value, this.descriptor);
  }

  protected isNegative(value: number): boolean {
    if (typeof value !== 'number' || !(value < 0)) return false;
    const { name, type } = this.descriptor;
    diag.warn(`negative value provided to ${type.toLowerCase()} ${name}: ${value}`);
    return true;
  }
}

/** A value as the instrument takes it; undefined, with a warning, when it cannot. */
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

export class CounterInstrument extends SyncInstrument implements Counter {
  add(value: number, attributes?: Attributes, context?: Context): void {
    if (!this.isNegative(value)) this.measure(value, attributes, context);
  }
}

export class UpDownCounterInstrument extends SyncInstrument implements UpDownCounter {
  add(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }
}

export class GaugeInstrument extends SyncInstrument implements Gauge {
  record(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }
}

export class HistogramInstrument extends SyncInstrument implements Histogram {
  record(value: number, attributes?: Attributes, context?: Context): void {
    if (!this.isNegative(value)) this.measure(value, attributes, context);
  }
}
