import {
  ValueType,
  type Attributes,
  type Context,
  type Counter,
  type Gauge,
  type Histogram,
  type UpDownCounter,
} from '@opentelemetry/api';
import type {
  Bindable,
  BoundCounter,
  BoundGauge,
  BoundHistogram,
  BoundUpDownCounter,
} from '@otel-native/api-bridge';
import type { Descriptor } from '../aggregation/descriptor';
import type { Stream } from '../aggregation/stream';
import {
  BoundCounterInstrument,
  BoundGaugeInstrument,
  BoundHistogramInstrument,
  BoundUpDownCounterInstrument,
  UnreadableInstrument,
  type BoundTargets,
  type TellInvalid,
} from './bound-instruments';
import { checkedValue, isNegative } from './measured-value';

/** A counter that can be bound to attributes. */
export interface BindableCounter extends Counter, Bindable<BoundCounter> {}
/** An up-down counter that can be bound to attributes. */
export interface BindableUpDownCounter extends UpDownCounter, Bindable<BoundUpDownCounter> {}
/** A gauge that can be bound to attributes. */
export interface BindableGauge extends Gauge, Bindable<BoundGauge> {}
/** A histogram that can be bound to attributes. */
export interface BindableHistogram extends Histogram, Bindable<BoundHistogram> {}

abstract class SyncInstrument {
  protected readonly descriptor: Descriptor;
  readonly #streams: readonly Stream[];
  /** The only stream, as most instruments have one. */
  readonly #only: Stream | undefined;
  readonly #isInteger: boolean;
  readonly #tellInvalid: TellInvalid;

  constructor(descriptor: Descriptor, streams: readonly Stream[], tellInvalid: TellInvalid) {
    this.descriptor = descriptor;
    this.#streams = streams;
    this.#only = streams.length === 1 ? streams[0] : undefined;
    this.#isInteger = descriptor.valueType === ValueType.INT;
    this.#tellInvalid = tellInvalid;
  }

  /** Records a measurement. Never throws: reports what the attributes, a view or a context manager throws. */
  protected measure(
    value: number,
    attributes: Attributes | undefined,
    context: Context | undefined,
  ): void {
    try {
      const checked =
        typeof value === 'number' && !this.#isInteger
          ? value
          : checkedValue(value, this.descriptor);
      if (checked === undefined) return;
      const only = this.#only;
      if (only !== undefined) only.record(checked, attributes, context);
      else for (const stream of this.#streams) stream.record(checked, attributes, context);
    } catch (error) {
      this.#tellInvalid(error);
    }
  }

  /** Returns a bound instrument. Never throws: when the attributes cannot be read, the instrument loses and counts its measurements. */
  protected bound<Bound>(
    Instrument: new (targets: BoundTargets) => Bound,
    attributes: Attributes | undefined,
  ): Bound | UnreadableInstrument {
    const tellInvalid = this.#tellInvalid;
    try {
      const series = this.#streams.map((stream) => stream.bind(attributes));
      return new Instrument({ descriptor: this.descriptor, series, tellInvalid });
    } catch (error) {
      return new UnreadableInstrument(tellInvalid, error);
    }
  }
}

export class CounterInstrument extends SyncInstrument implements BindableCounter {
  add(value: number, attributes?: Attributes, context?: Context): void {
    if (!isNegative(value, this.descriptor)) this.measure(value, attributes, context);
  }
  bind(attributes?: Attributes): BoundCounter {
    return this.bound(BoundCounterInstrument, attributes);
  }
}

export class UpDownCounterInstrument extends SyncInstrument implements BindableUpDownCounter {
  add(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }
  bind(attributes?: Attributes): BoundUpDownCounter {
    return this.bound(BoundUpDownCounterInstrument, attributes);
  }
}

export class GaugeInstrument extends SyncInstrument implements BindableGauge {
  record(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }
  bind(attributes?: Attributes): BoundGauge {
    return this.bound(BoundGaugeInstrument, attributes);
  }
}

export class HistogramInstrument extends SyncInstrument implements BindableHistogram {
  record(value: number, attributes?: Attributes, context?: Context): void {
    if (!isNegative(value, this.descriptor)) this.measure(value, attributes, context);
  }
  bind(attributes?: Attributes): BoundHistogram {
    return this.bound(BoundHistogramInstrument, attributes);
  }
}
