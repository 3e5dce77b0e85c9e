/** What a sampled figure counts. */
export type SeriesUnit = 'bytes' | 'cores' | 'ms';

/** Where a series belongs and what it shows. */
export interface SeriesKey {
  readonly variant: string;
  /** From 1. */
  readonly round: number;
  /** Part of the round, in the words of the case: e.g. `fixed`, `saturated`. */
  readonly phase: string;
  /** E.g. `rssBytes`; the same name means the same figure in every case. */
  readonly metric: string;
  readonly unit: SeriesUnit;
}

/**
 * One figure of one variant over the time of one round, as it was sampled. Two columns of the same length, not a
 * list of points: a run has thousands.
 */
export interface TimeSeries extends SeriesKey {
  /** Seconds since the phase began, rising. */
  readonly atSeconds: readonly number[];
  readonly values: readonly number[];
}

/** Collects one {@link TimeSeries}. */
export class SeriesRecorder {
  readonly #key: SeriesKey;
  readonly #atSeconds: number[] = [];
  readonly #values: number[] = [];

  constructor(key: SeriesKey) {
    this.#key = key;
  }

  /** Times go to the millisecond, values to a thousandth of their unit. */
  add(atSeconds: number, value: number): void {
    this.#atSeconds.push(thousandths(atSeconds));
    this.#values.push(thousandths(value));
  }

  finish(): TimeSeries {
    return { ...this.#key, atSeconds: [...this.#atSeconds], values: [...this.#values] };
  }
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
