import type {
  BatchObservableCallback,
  Meter as ApiMeter,
  MetricOptions,
  Observable,
  ObservableCounter,
  ObservableGauge,
  ObservableUpDownCounter,
} from '@opentelemetry/api';
import {
  kObserveNatively,
  type NativelyObservingMeter,
  type NativeObservation,
} from '@otel-native/api-bridge/observation';
import type { Stream } from '../aggregation/stream';
import {
  describeInstrument,
  type Descriptor,
  type InstrumentType,
} from '../aggregation/descriptor';
import type { TellInvalid } from './bound-instruments';
import {
  CounterInstrument,
  GaugeInstrument,
  HistogramInstrument,
  UpDownCounterInstrument,
  type BindableCounter,
  type BindableGauge,
  type BindableHistogram,
  type BindableUpDownCounter,
} from './instruments';
import { ObservableInstrument } from './observable';
import type { ObservableRegistry } from './observable-registry';

/** A meter whose synchronous instruments can be bound to attributes. */
export interface BindableMeter extends ApiMeter {
  /** Creates a counter. */
  createCounter(name: string, options?: MetricOptions): BindableCounter;
  /** Creates an up-down counter. */
  createUpDownCounter(name: string, options?: MetricOptions): BindableUpDownCounter;
  /** Creates a gauge. */
  createGauge(name: string, options?: MetricOptions): BindableGauge;
  /** Creates a histogram. */
  createHistogram(name: string, options?: MetricOptions): BindableHistogram;
}

/** Makes the instruments of one instrumentation scope, https://opentelemetry.io/docs/specs/otel/metrics/api/#meter */
export class Meter implements BindableMeter, NativelyObservingMeter {
  readonly #streams: (descriptor: Descriptor) => Stream[];
  readonly #observables: ObservableRegistry;
  readonly #tellInvalid: TellInvalid;

  constructor(
    streams: (descriptor: Descriptor) => Stream[],
    observables: ObservableRegistry,
    tellInvalid: TellInvalid,
  ) {
    this.#streams = streams;
    this.#observables = observables;
    this.#tellInvalid = tellInvalid;
  }

  createCounter(name: string, options?: MetricOptions): BindableCounter {
    const descriptor = describeInstrument(name, 'COUNTER', options);
    return new CounterInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createUpDownCounter(name: string, options?: MetricOptions): BindableUpDownCounter {
    const descriptor = describeInstrument(name, 'UP_DOWN_COUNTER', options);
    return new UpDownCounterInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createGauge(name: string, options?: MetricOptions): BindableGauge {
    const descriptor = describeInstrument(name, 'GAUGE', options);
    return new GaugeInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createHistogram(name: string, options?: MetricOptions): BindableHistogram {
    const descriptor = describeInstrument(name, 'HISTOGRAM', options);
    return new HistogramInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createObservableCounter(name: string, options?: MetricOptions): ObservableCounter {
    return this.#observable(name, 'OBSERVABLE_COUNTER', options);
  }
  createObservableUpDownCounter(name: string, options?: MetricOptions): ObservableUpDownCounter {
    return this.#observable(name, 'OBSERVABLE_UP_DOWN_COUNTER', options);
  }
  createObservableGauge(name: string, options?: MetricOptions): ObservableGauge {
    return this.#observable(name, 'OBSERVABLE_GAUGE', options);
  }

  #observable(
    name: string,
    type: InstrumentType,
    options: MetricOptions | undefined,
  ): ObservableInstrument {
    const descriptor = describeInstrument(name, type, options);
    return new ObservableInstrument(descriptor, this.#streams(descriptor), this.#observables);
  }

  [kObserveNatively](nativeHandle: object): NativeObservation | undefined {
    return this.#observables.observeNatively(nativeHandle);
  }

  addBatchObservableCallback(callback: BatchObservableCallback, observables: Observable[]): void {
    this.#observables.addBatchCallback(callback, observables);
  }
  removeBatchObservableCallback(
    callback: BatchObservableCallback,
    observables: Observable[],
  ): void {
    this.#observables.removeBatchCallback(callback, observables);
  }
}
