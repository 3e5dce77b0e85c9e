import {
  type Attributes,
  type BatchObservableResult,
  type Observable,
  type ObservableCallback,
  type ObservableResult,
} from '@opentelemetry/api';
import type { Series } from '../aggregation/series';
import type { Stream } from '../aggregation/stream';
import type { Descriptor } from './descriptor';
import { checkedValue } from './instruments';
import type { ObservableRegistry } from './observable-registry';

/** An observable counter, up-down counter or gauge. */
export class ObservableInstrument implements Observable {
  readonly descriptor: Descriptor;
  readonly streams: readonly Stream[];
  readonly #registry: ObservableRegistry;

  constructor(descriptor: Descriptor, streams: readonly Stream[], registry: ObservableRegistry) {
    this.descriptor = descriptor;
    this.streams = streams;
    this.#registry = registry;
  }

  addCallback(callback: ObservableCallback): void {
    this.#registry.addCallback(callback, this);
  }
  removeCallback(callback: ObservableCallback): void {
    this.#registry.removeCallback(callback, this);
  }
}

/** What callbacks observed: for each series the last value, and of what overflows the sum. */
export class Observations {
  readonly #values = new Map<Stream, Map<Series, number>>();

  add(instrument: ObservableInstrument, value: number, attributes: Attributes = {}): void {
    const checked = checkedValue(value, instrument.descriptor);
    if (checked === undefined) return;
    for (const stream of instrument.streams) {
      const kept =
        stream.processor === undefined ? attributes : stream.processor.process(attributes);
      this.#put(stream, stream.seriesOf(kept), checked);
    }
  }

  #put(stream: Stream, series: Series, value: number): void {
    let values = this.#values.get(stream);
    if (values === undefined) {
      values = new Map();
      this.#values.set(stream, values);
    }
    values.set(series, stream.isOverflow(series) ? (values.get(series) ?? 0) + value : value);
  }

  /** Takes over what another callback observed. */
  merge(others: Observations): void {
    for (const [stream, values] of others.#values) {
      for (const [series, value] of values) this.#put(stream, series, value);
    }
  }

  commit(startMillis: number): void {
    for (const [stream, values] of this.#values) {
      for (const [series, value] of values) stream.observe(series, value, startMillis);
    }
  }
}

export class SingleResult implements ObservableResult {
  readonly observations = new Observations();
  readonly #instrument: ObservableInstrument;

  constructor(instrument: ObservableInstrument) {
    this.#instrument = instrument;
  }

  observe(value: number, attributes?: Attributes): void {
    this.observations.add(this.#instrument, value, attributes);
  }
}

export class BatchResult implements BatchObservableResult {
  readonly observations = new Observations();
  readonly #instruments: ReadonlySet<Observable>;

  constructor(instruments: ReadonlySet<Observable>) {
    this.#instruments = instruments;
  }

  /** Observations of instruments that the callback was not registered for are ignored. */
  observe(instrument: Observable, value: number, attributes?: Attributes): void {
    if (instrument instanceof ObservableInstrument && this.#instruments.has(instrument))
      this.observations.add(instrument, value, attributes);
  }
}
