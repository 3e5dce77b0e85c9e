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

let lastId = 0;

/** What callbacks observed: for each series the last value, and of what overflows the sum. */
export class Observations {
  readonly #id = ++lastId;
  readonly #streams: Stream[] = [];
  readonly #series: Series[] = [];
  readonly #values: number[] = [];

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
    if (series.stagedBy === this.#id) {
      const at = series.stagedAt;
      this.#values[at] = stream.isOverflow(series) ? this.#values[at]! + value : value;
      return;
    }
    series.stagedBy = this.#id;
    series.stagedAt = this.#values.length;
    this.#streams.push(stream);
    this.#series.push(series);
    this.#values.push(value);
  }

  /** Takes over what another callback observed. Its series may be staged twice, if others ran while it waited. */
  merge(others: Observations): void {
    for (let i = 0; i < others.#values.length; i++)
      this.#put(others.#streams[i]!, others.#series[i]!, others.#values[i]!);
  }

  commit(startMillis: number): void {
    for (let i = 0; i < this.#values.length; i++)
      this.#streams[i]!.observe(this.#series[i]!, this.#values[i]!, startMillis);
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
