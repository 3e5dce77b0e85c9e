import type {
  BatchObservableCallback,
  Counter,
  Gauge,
  Histogram,
  Meter as ApiMeter,
  MetricOptions,
  Observable,
  ObservableCounter,
  ObservableGauge,
  ObservableUpDownCounter,
  UpDownCounter,
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
import {
  CounterInstrument,
  GaugeInstrument,
  HistogramInstrument,
  UpDownCounterInstrument,
  type TellInvalid,
} from './instruments';
import { ObservableInstrument } from './observable';
import type { ObservableRegistry } from './observable-registry';

/** Makes the instruments of one instrumentation scope, https://opentelemetry.io/docs/specs/otel/metrics/api/#meter */
export class Meter implements ApiMeter, NativelyObservingMeter {
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

  createCounter(name: string, options?: MetricOptions): Counter {
    const descriptor = describeInstrument(name, 'COUNTER', options);
    return new CounterInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createUpDownCounter(name: string, options?: MetricOptions): UpDownCounter {
    const descriptor = describeInstrument(name, 'UP_DOWN_COUNTER', options);
    return new UpDownCounterInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createGauge(name: string, options?: MetricOptions): Gauge {
    const descriptor = describeInstrument(name, 'GAUGE', options);
    return new GaugeInstrument(descriptor, this.#streams(descriptor), this.#tellInvalid);
  }

  createHistogram(name: string, options?: MetricOptions): Histogram {
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
