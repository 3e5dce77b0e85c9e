import type { ExemplarReservoir } from './exemplar-reservoir';

/** What a stream does with measurements: adds them up in the bank of a series, at `bank` in `memory`. */
export interface Aggregator {
  /** Doubles in a bank. */
  readonly bankDoubles: number;
  /** Where exemplars are kept. */
  reservoir(): ExemplarReservoir;
  /** Empties a bank behind its stamp and start. */
  reset(memory: Float64Array, bank: number): void;
  add(memory: Float64Array, bank: number, value: number): void;
  /** The place of a value among the exemplars, where each bucket has its own. */
  bucketOf(value: number): number;
}
