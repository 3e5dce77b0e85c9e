import type {
  Attributes,
  BatchObservableResult,
  Observable,
  ObservableResult,
} from '@opentelemetry/api';
import {
  kObservePoints,
  type ObservedPoint,
  type PointsResult,
} from '@otel-native/api-bridge/observation';
import { ObservableInstrument } from './observable';
import { Observations } from './observations';
import { preparePoints, type PreparedPoints } from './prepared-points';

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

/** What a batch callback has prepared before. */
export type Preparations = WeakMap<readonly ObservedPoint[], PreparedPoints>;

export class BatchResult implements BatchObservableResult, PointsResult {
  readonly observations = new Observations();
  readonly #instruments: ReadonlySet<ObservableInstrument>;
  readonly #preparations: Preparations;

  constructor(instruments: ReadonlySet<ObservableInstrument>, preparations: Preparations) {
    this.#instruments = instruments;
    this.#preparations = preparations;
  }

  /** Observations of instruments that the callback was not registered for are ignored. */
  observe(instrument: Observable, value: number, attributes?: Attributes): void {
    if (ObservableInstrument.is(instrument) && this.#instruments.has(instrument))
      this.observations.add(instrument, value, attributes);
  }

  [kObservePoints](points: readonly ObservedPoint[], values: Float64Array): void {
    let prepared = this.#preparations.get(points);
    if (prepared === undefined) {
      prepared = preparePoints(points, this.#instruments);
      this.#preparations.set(points, prepared);
    }
    this.observations.addPoints(prepared, values);
  }
}
