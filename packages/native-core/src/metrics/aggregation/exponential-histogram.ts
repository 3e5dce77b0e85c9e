import {
  kCountDouble,
  kExponentialBucketsDouble,
  kMaxDouble,
  kMinDouble,
  kNegativeLengthDouble,
  kNegativeStartDouble,
  kPositiveLengthDouble,
  kPositiveStartDouble,
  kScaleDouble,
  kSumDouble,
  kZeroCountDouble,
} from '../../record/format.gen';
import type { Aggregator } from './aggregator';
import { ExemplarReservoir } from './exemplar-reservoir';
import { exponentialIndex } from './exponential-index';

const kMaxScale = 20;
/** The maximum that the specification sets for exponential histograms. */
const kMaxExemplars = 20;

/** Offsets of the buckets for one sign, from the start of a bank. */
interface Side {
  readonly start: number;
  readonly length: number;
  readonly buckets: number;
  readonly size: number;
}

/**
 * A histogram whose buckets double in width when a value does not fit. Each bucket has an index at the present scale; a
 * bank stores the buckets in use one behind the other, from the lowest index.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#base2-exponential-bucket-histogram-aggregation
 */
export class ExponentialHistogramAggregator implements Aggregator {
  readonly bankDoubles: number;
  readonly #positive: Side;
  readonly #negative: Side;
  readonly #maxSize: number;

  /** @param negativeCount zero for instruments without negative values */
  constructor(positiveCount: number, negativeCount: number) {
    this.#maxSize = positiveCount;
    this.#positive = {
      start: kPositiveStartDouble,
      length: kPositiveLengthDouble,
      buckets: kExponentialBucketsDouble,
      size: positiveCount,
    };
    this.#negative = {
      start: kNegativeStartDouble,
      length: kNegativeLengthDouble,
      buckets: kExponentialBucketsDouble + positiveCount,
      size: negativeCount,
    };
    this.bankDoubles = kExponentialBucketsDouble + positiveCount + negativeCount;
  }

  reservoir(): ExemplarReservoir {
    return new ExemplarReservoir(Math.min(kMaxExemplars, this.#maxSize), false);
  }
  bucketOf(): number {
    return 0;
  }

  reset(memory: Float64Array, bank: number): void {
    memory.fill(0, bank + kCountDouble, bank + kExponentialBucketsDouble);
    memory[bank + kMinDouble] = Infinity;
    memory[bank + kMaxDouble] = -Infinity;
    memory[bank + kScaleDouble] = kMaxScale;
  }

  add(memory: Float64Array, bank: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const side = value < 0 ? this.#negative : this.#positive;
    if (side.size === 0) return;
    if (value < memory[bank + kMinDouble]!) memory[bank + kMinDouble] = value;
    if (value > memory[bank + kMaxDouble]!) memory[bank + kMaxDouble] = value;
    memory[bank + kCountDouble] = memory[bank + kCountDouble]! + 1;
    if (value === 0) {
      memory[bank + kZeroCountDouble] = memory[bank + kZeroCountDouble]! + 1;
      return;
    }
    memory[bank + kSumDouble] = memory[bank + kSumDouble]! + value;
    const magnitude = Math.abs(value);
    const index = exponentialIndex(magnitude, memory[bank + kScaleDouble]!);
    if (!this.#count(memory, bank, side, index)) {
      this.#makeRoom(memory, bank, side, index);
      this.#count(memory, bank, side, exponentialIndex(magnitude, memory[bank + kScaleDouble]!));
    }
  }

  /** Counts a value in its bucket. Returns false when the index is too far from the others. */
  #count(memory: Float64Array, bank: number, side: Side, index: number): boolean {
    const buckets = bank + side.buckets;
    const length = memory[bank + side.length]!;
    const start = length === 0 ? index : memory[bank + side.start]!;
    const place = index - start;
    if (place < 0) {
      if (length - place > side.size) return false;
      memory.copyWithin(buckets - place, buckets, buckets + length);
      memory.fill(0, buckets, buckets - place);
      memory[bank + side.start] = index;
      memory[bank + side.length] = length - place;
      memory[buckets] = 1;
      return true;
    }
    if (place >= side.size) return false;
    if (place >= length) {
      memory.fill(0, buckets + length, buckets + place + 1);
      memory[bank + side.start] = start;
      memory[bank + side.length] = place + 1;
    }
    memory[buckets + place] = memory[buckets + place]! + 1;
    return true;
  }

  /** Lowers the scale until the index fits beside the buckets of its sign. */
  #makeRoom(memory: Float64Array, bank: number, side: Side, index: number): void {
    const start = memory[bank + side.start]!;
    let low = Math.min(start, index);
    let high = Math.max(start + memory[bank + side.length]! - 1, index);
    let change = 0;
    while (high - low >= side.size) {
      low >>= 1;
      high >>= 1;
      change++;
    }
    widen(memory, bank, this.#positive, change);
    widen(memory, bank, this.#negative, change);
    memory[bank + kScaleDouble] = memory[bank + kScaleDouble]! - change;
  }
}

/** Lowers the scale of the buckets for one sign by `change`: merges 2^change buckets into one. */
function widen(memory: Float64Array, bank: number, side: Side, change: number): void {
  const length = memory[bank + side.length]!;
  if (length === 0) return;
  const buckets = bank + side.buckets;
  const start = memory[bank + side.start]!;
  const newStart = start >> change;
  let last = 0;
  for (let i = 0; i < length; i++) {
    const count = memory[buckets + i]!;
    const place = ((start + i) >> change) - newStart;
    memory[buckets + i] = 0;
    memory[buckets + place] = memory[buckets + place]! + count;
    last = place;
  }
  memory[bank + side.start] = newStart;
  memory[bank + side.length] = last + 1;
}
