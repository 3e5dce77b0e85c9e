import type { Series } from '../aggregation/series';
import type { Stream } from '../aggregation/stream';
import { kTargetWords } from '../../record/format.gen';
import { writeTarget } from './prepared-points';

/** Values, and the target of each. */
export interface Block {
  readonly targets: Uint32Array;
  readonly values: Float64Array;
}

let lastId = 0;

/** Values that were observed one by one: the last one of each series, and the sum of the overflow series. */
export class StagedValues {
  readonly #id = ++lastId;
  readonly #streams: Stream[] = [];
  readonly #series: Series[] = [];
  readonly #values: number[] = [];

  put(stream: Stream, series: Series, value: number): void {
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

  /** Adds all values of `others`. A series may be in both, if other callbacks ran while one waited. */
  putAll(others: StagedValues): void {
    for (let i = 0; i < others.#values.length; i++)
      this.put(others.#streams[i]!, others.#series[i]!, others.#values[i]!);
  }

  /** Returns all values as a block, except those of histograms, which are aggregated here. */
  close(startMillis: number): Block {
    const words = new Uint32Array(this.#values.length * kTargetWords);
    let at = 0;
    this.#values.forEach((value, place) => {
      const stream = this.#streams[place]!;
      const series = this.#series[place]!;
      if (stream.isObservedNumber) at = writeTarget(words, at, stream, series, place);
      else stream.observe(series, value, startMillis);
    });
    return { targets: words.subarray(0, at), values: Float64Array.from(this.#values) };
  }
}
