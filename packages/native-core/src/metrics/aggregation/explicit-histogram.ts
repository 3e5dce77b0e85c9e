import {
  kCountDouble,
  kExplicitBucketsDouble,
  kMaxDouble,
  kMinDouble,
  kSumDouble,
} from '../../record/format.gen';
import type { Aggregator } from './aggregator';
import { ExemplarReservoir } from './exemplar-reservoir';

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation */
export class ExplicitHistogramAggregator implements Aggregator {
  readonly bankDoubles: number;
  readonly #boundaries: readonly number[];

  /** @param boundaries in ascending order */
  constructor(boundaries: readonly number[]) {
    this.#boundaries = boundaries;
    this.bankDoubles = kExplicitBucketsDouble + boundaries.length + 1;
  }

  reservoir(): ExemplarReservoir {
    return new ExemplarReservoir(this.#boundaries.length + 1, true);
  }

  reset(memory: Float64Array, bank: number): void {
    memory.fill(0, bank + kCountDouble, bank + this.bankDoubles);
    memory[bank + kMinDouble] = Infinity;
    memory[bank + kMaxDouble] = -Infinity;
  }

  add(memory: Float64Array, bank: number, value: number): void {
    if (value !== value) return;
    memory[bank + kCountDouble] = memory[bank + kCountDouble]! + 1;
    memory[bank + kSumDouble] = memory[bank + kSumDouble]! + value;
    if (value < memory[bank + kMinDouble]!) memory[bank + kMinDouble] = value;
    if (value > memory[bank + kMaxDouble]!) memory[bank + kMaxDouble] = value;
    const bucket = bank + kExplicitBucketsDouble + this.bucketOf(value);
    memory[bucket] = memory[bucket]! + 1;
  }

  /** Returns the first bucket whose boundary is not below the value: upper boundaries are inclusive. */
  bucketOf(value: number): number {
    const boundaries = this.#boundaries;
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (boundaries[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
