import type { ExemplarReservoir } from './exemplar-reservoir';

/** Aggregates the measurements of a stream in the bank of a series, at `bank` in `memory`. */
export interface Aggregator {
  /** Doubles in a bank. */
  readonly bankDoubles: number;
  /** Returns the reservoir that keeps exemplars. */
  reservoir(): ExemplarReservoir;
  /** Empties a bank, except for its stamp and start time at the front. */
  reset(memory: Float64Array, bank: number): void;
  add(memory: Float64Array, bank: number, value: number): void;
  /** Returns the place of a value among the exemplars, if each bucket has its own place. */
  bucketOf(value: number): number;
}
