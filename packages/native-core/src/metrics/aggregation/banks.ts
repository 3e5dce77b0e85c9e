import { kStampDouble, kStartDouble } from '../../record/format.gen';
import { systemMillis } from '../../values/clock';
import type { Aggregator } from './aggregator';
import { kEpochWord, type ControlBlock, type RecordingGate } from './control-block';
import type { Series } from './series';
import type { SeriesTable } from './series-table';

/**
 * Adds values to the banks of a stream's series.
 *
 * Each series has two banks. A recording writes to the bank of the present interval. The drain thread ends the interval by
 * adding one to the epoch, and then reads the bank of the old epoch. Before it reads, it waits while the word `recording`
 * is set, because that recording may have seen the old epoch. The gate orders the two words (ADR 0009, ADR 0022).
 */
export class Banks {
  /** Doubles in one bank. */
  readonly doubles: number;
  readonly #aggregator: Aggregator;
  readonly #words: Int32Array;
  readonly #gate: RecordingGate;
  readonly #at: number;
  readonly #table: SeriesTable;
  /** Limit of series in one interval; infinite when the limit applies to all series that ever were recorded. */
  readonly #limitPerInterval: number;
  #recordedEpoch = 0;
  #recordedCount = 0;

  constructor(
    aggregator: Aggregator,
    control: ControlBlock,
    table: SeriesTable,
    limitPerInterval: number,
  ) {
    this.#aggregator = aggregator;
    this.doubles = aggregator.bankDoubles;
    this.#words = control.words;
    this.#gate = control.gate;
    this.#at = control.at;
    this.#table = table;
    this.#limitPerInterval = limitPerInterval;
  }

  /** Adds a value. */
  add(series: Series, value: number): void {
    const epoch = this.#gate.begin(this.#at);
    try {
      const { memory } = series;
      const bank = series.at + (epoch & 1) * this.doubles;
      if (memory[bank + kStampDouble] === epoch) this.#aggregator.add(memory, bank, value);
      else this.#addFirst(series, epoch, value);
    } finally {
      this.#gate.end(this.#at);
    }
  }

  /** As `add`, and calls `then` with the series in which the value counts, within the same recording. */
  addAnd(series: Series, value: number, then: (series: Series, epoch: number) => void): void {
    const epoch = this.#gate.begin(this.#at);
    try {
      const counted = this.#begun(series, epoch);
      this.#aggregator.add(counted.memory, counted.at + (epoch & 1) * this.doubles, value);
      then(counted, epoch);
    } finally {
      this.#gate.end(this.#at);
    }
  }

  /** Adds an observed value. */
  observe(series: Series, value: number, startMillis: number): void {
    const epoch = this.#gate.begin(this.#at);
    try {
      const { memory } = series;
      const bank = series.at + (epoch & 1) * this.doubles;
      if (memory[bank + kStampDouble] !== epoch) this.#reset(series, epoch, startMillis);
      this.#aggregator.add(memory, bank, value);
    } finally {
      this.#gate.end(this.#at);
    }
  }

  /** Returns whether a measurement of this series counts in the overflow series. */
  overflows(series: Series): boolean {
    if (this.#table.isOverflow(series)) return true;
    const epoch = this.#words[kEpochWord]!;
    return !this.#hasBegun(series, epoch) && this.#isFull(series, epoch);
  }

  /** Returns true when neither this interval nor the last one, which the drain thread may be reading, recorded the series. */
  isStale({ memory, at }: Series): boolean {
    const newest = Math.max(memory[at + kStampDouble]!, memory[at + this.doubles + kStampDouble]!);
    return newest < this.#words[kEpochWord]! - 1;
  }

  #addFirst(series: Series, epoch: number, value: number): void {
    const { memory, at } = this.#begun(series, epoch);
    this.#aggregator.add(memory, at + (epoch & 1) * this.doubles, value);
  }

  #hasBegun({ memory, at }: Series, epoch: number): boolean {
    return memory[at + (epoch & 1) * this.doubles + kStampDouble] === epoch;
  }

  /** Returns whether the interval has no room for another series. A bound series always has: its attributes were resolved before. */
  #isFull(series: Series, epoch: number): boolean {
    if (series.isBound || this.#recordedEpoch !== epoch) return false;
    return this.#recordedCount >= this.#limitPerInterval;
  }

  /** Empties the bank for the first recording of an interval. Returns the overflow series when the interval is full. */
  #begun(series: Series, epoch: number): Series {
    if (this.#hasBegun(series, epoch)) return series;
    const isOverflow = this.#table.isOverflow(series);
    if (!isOverflow && this.#isFull(series, epoch))
      return this.#begun(this.#table.overflow(), epoch);
    if (this.#recordedEpoch !== epoch) {
      this.#recordedEpoch = epoch;
      this.#recordedCount = 0;
    }
    if (!isOverflow) this.#recordedCount++;
    this.#reset(series, epoch, systemMillis());
    return series;
  }

  #reset({ memory, at }: Series, epoch: number, startMillis: number): void {
    const bank = at + (epoch & 1) * this.doubles;
    memory[bank + kStampDouble] = epoch;
    memory[bank + kStartDouble] = startMillis;
    this.#aggregator.reset(memory, bank);
  }
}
