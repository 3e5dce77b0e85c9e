import { ValueType, type Context } from '@opentelemetry/api';
import type {
  BoundCounter,
  BoundGauge,
  BoundHistogram,
  BoundUpDownCounter,
} from '@otel-native/api-bridge';
import type { Descriptor } from '../aggregation/descriptor';
import type { BoundSeries } from '../aggregation/stream';
import { checkedValue, isNegative } from './measured-value';

/** Called when a measurement is lost because its attributes cannot be read. */
export type TellInvalid = (error: unknown) => void;

/** What a measurement of a bound instrument goes to. */
export interface BoundTargets {
  readonly descriptor: Descriptor;
  /** One for each stream of the instrument. */
  readonly series: readonly BoundSeries[];
  readonly tellInvalid: TellInvalid;
}

abstract class BoundInstrument {
  protected readonly descriptor: Descriptor;
  readonly #isInteger: boolean;
  readonly #series: readonly BoundSeries[];
  /** The only series, as most instruments have one stream. */
  readonly #only: BoundSeries | undefined;
  readonly #tellInvalid: TellInvalid;

  constructor({ descriptor, series, tellInvalid }: BoundTargets) {
    this.descriptor = descriptor;
    this.#isInteger = descriptor.valueType === ValueType.INT;
    this.#series = series;
    this.#only = series.length === 1 ? series[0] : undefined;
    this.#tellInvalid = tellInvalid;
  }

  /** Records a measurement. Never throws: reports what a context manager throws. */
  protected measure(value: number, context: Context | undefined): void {
    try {
      const checked =
        typeof value === 'number' && !this.#isInteger
          ? value
          : checkedValue(value, this.descriptor);
      if (checked === undefined) return;
      const only = this.#only;
      if (only !== undefined) only.stream.recordBound(only, checked, context);
      else for (const series of this.#series) series.stream.recordBound(series, checked, context);
    } catch (error) {
      this.#tellInvalid(error);
    }
  }
}

export class BoundCounterInstrument extends BoundInstrument implements BoundCounter {
  add(value: number, context?: Context): void {
    if (!isNegative(value, this.descriptor)) this.measure(value, context);
  }
}

export class BoundUpDownCounterInstrument extends BoundInstrument implements BoundUpDownCounter {
  add(value: number, context?: Context): void {
    this.measure(value, context);
  }
}

export class BoundHistogramInstrument extends BoundInstrument implements BoundHistogram {
  record(value: number, context?: Context): void {
    if (!isNegative(value, this.descriptor)) this.measure(value, context);
  }
}

export class BoundGaugeInstrument extends BoundInstrument implements BoundGauge {
  record(value: number, context?: Context): void {
    this.measure(value, context);
  }
}

/** An instrument whose attributes could not be read: loses its measurements, and counts each of them. */
export class UnreadableInstrument {
  readonly #tellInvalid: TellInvalid;
  readonly #error: unknown;

  constructor(tellInvalid: TellInvalid, error: unknown) {
    this.#tellInvalid = tellInvalid;
    this.#error = error;
  }

  add(): void {
    this.#tellInvalid(this.#error);
  }
  record(): void {
    this.#tellInvalid(this.#error);
  }
}
