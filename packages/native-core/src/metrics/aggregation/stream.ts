import { context as contextApi, type Attributes, type Context } from '@opentelemetry/api';
import {
  kAggregationExplicit,
  kStampDouble,
  kStartDouble,
  kStreamFlagDelta,
  kStreamFlagObserved,
} from '../../record/format.gen';
import type { Descriptor } from './descriptor';
import type { AttributesProcessor } from './attributes-processor';
import type { Aggregator } from './aggregator';
import { readAttributes, type AttributeSet } from './attribute-set';
import { exemplarBankDoubles, type ExemplarReservoir } from './exemplar-reservoir';
import { spanForExemplar, type ExemplarFilter } from './exemplar-filter';
import { kEpochWord, kNoCell, kRecordingWord, type Cell, type MetricMemory } from './metric-memory';
import { ownValues } from './attribute-set';
import { Series } from './series';
import { SeriesTable, type SeriesMaker } from './series-table';
import type { StreamShape } from './stream-shape';
import type { ValueReader } from '../../record/value-reader';
import { warnOnce } from '../../values/warn-once';
import { systemMillis } from '../../values/clock';

/** Defines a stream and its series in native code. */
export interface StreamDefiner {
  readonly memory: MetricMemory;
  readonly values: ValueReader;
  defineStream(stream: Stream): void;
  defineSeries(stream: Stream, series: Series, set: AttributeSet): void;
  defineExemplars(stream: Stream, series: Series): void;
  /** Defines the attributes of an exemplar of an interval. Returns their id. */
  defineFiltered(set: AttributeSet, epoch: number): number;
}

/** Everything that makes up a stream. */
export interface StreamOptions {
  readonly id: number;
  readonly scopeId: number;
  readonly descriptor: Descriptor;
  readonly shape: StreamShape;
  readonly aggregator: Aggregator;
  readonly processor: AttributesProcessor | undefined;
  readonly cardinalityLimit: number;
  readonly exemplarFilter: ExemplarFilter;
  readonly definer: StreamDefiner;
}

/**
 * Aggregates the measurements of an instrument for one view into series in shared memory.
 *
 * Each series has two banks. A recording writes to the bank of the present interval. The drain thread ends the interval by
 * adding one to the epoch, and then reads the bank of the old epoch. Before it reads, it waits while the word `recording`
 * is set, because that recording may have seen the old epoch. `Atomics` order the two words (ADR 0009).
 */
export class Stream implements SeriesMaker {
  readonly id: number;
  readonly scopeId: number;
  readonly shape: StreamShape;
  readonly exemplarCount: number;
  descriptor: Descriptor;
  readonly processor: AttributesProcessor | undefined;
  /** True for an observable instrument that is not a histogram: the drain thread receives each value as observed. */
  readonly isObservedNumber: boolean;
  readonly #definer: StreamDefiner;
  readonly #aggregator: Aggregator;
  readonly #bankDoubles: number;
  readonly #control: Int32Array;
  readonly #table: SeriesTable;
  readonly #exemplarFilter: ExemplarFilter;
  readonly #reservoir: ExemplarReservoir | undefined;
  /** Limit of series in one interval; infinite when the limit applies to all series that ever were recorded. */
  readonly #limitPerInterval: number;
  #seriesCount = 0;
  #recordedEpoch = 0;
  #recordedCount = 0;

  constructor(options: StreamOptions) {
    const { shape, aggregator, definer, cardinalityLimit } = options;
    this.id = options.id;
    this.scopeId = options.scopeId;
    this.descriptor = options.descriptor;
    this.shape = shape;
    this.processor = options.processor;
    this.isObservedNumber =
      this.#has(kStreamFlagObserved) && shape.aggregation < kAggregationExplicit;
    this.#definer = definer;
    this.#aggregator = aggregator;
    this.#bankDoubles = aggregator.bankDoubles;
    this.#control = definer.memory.control;
    this.#exemplarFilter = options.exemplarFilter;
    const wantsExemplars =
      options.exemplarFilter !== 'always_off' && !this.#has(kStreamFlagObserved);
    this.#reservoir = wantsExemplars ? aggregator.reservoir() : undefined;
    this.exemplarCount = this.#reservoir?.count ?? 0;
    // Observed values stay: the next delta is the difference to them.
    const forgets = this.#has(kStreamFlagDelta) && !this.#has(kStreamFlagObserved);
    this.#limitPerInterval = forgets ? cardinalityLimit - 1 : Infinity;
    this.#table = new SeriesTable(this, definer.values, cardinalityLimit, forgets);
    definer.defineStream(this);
  }

  #has(flag: number): boolean {
    return (this.shape.flags & flag) !== 0;
  }

  /** Takes over the longer description of another instrument with the same name. */
  describe(description: string): void {
    this.descriptor = { ...this.descriptor, description };
    this.#definer.defineStream(this);
  }

  /** Records a measurement. Throws what reading the attributes throws. */
  record(value: number, attributes: Attributes | undefined, context: Context | undefined): void {
    const kept =
      this.processor === undefined
        ? attributes
        : this.processor.process(attributes ?? {}, context ?? contextApi.active());
    const span =
      this.#reservoir === undefined ? undefined : spanForExemplar(this.#exemplarFilter, context);
    let series = this.#seriesOf(kept);
    if (span !== undefined && series.exemplars === undefined) this.#makeExemplars(series);
    // Read before `recording` is set: a getter may run any code, and may record as well.
    const filtered =
      span === undefined
        ? undefined
        : this.#leftOut(attributes, this.#overflows(series) ? {} : kept);
    const control = this.#control;
    Atomics.store(control, kRecordingWord, 1);
    try {
      const epoch = Atomics.load(control, kEpochWord);
      let bank = series.at + (epoch & 1) * this.#bankDoubles;
      if (series.memory[bank + kStampDouble] !== epoch) {
        series = this.#begin(series, epoch);
        bank = series.at + (epoch & 1) * this.#bankDoubles;
      }
      this.#aggregator.add(series.memory, bank, value);
      if (span !== undefined && series.exemplars !== undefined) {
        this.#offer(series, epoch, value, span, filtered);
      }
    } finally {
      Atomics.store(control, kRecordingWord, 0);
    }
  }

  /** Returns the attributes for an exemplar: those that a view removed, or all when the measurement overflows. */
  #leftOut(
    attributes: Attributes | undefined,
    told: Attributes | undefined,
  ): AttributeSet | undefined {
    return attributes === told
      ? undefined
      : filteredAttributes(attributes, told, this.#definer.values);
  }

  /** Returns whether a measurement of this series counts in the overflow series. */
  #overflows(series: Series): boolean {
    if (this.#table.isOverflow(series)) return true;
    const epoch = this.#control[kEpochWord]!;
    const bank = series.at + (epoch & 1) * this.#bankDoubles;
    const begins = series.memory[bank + kStampDouble] !== epoch;
    return begins && this.#recordedEpoch === epoch && this.#recordedCount >= this.#limitPerInterval;
  }

  /** Returns the series of observed attributes. */
  seriesFor(attributes: Attributes): Series {
    return this.#seriesOf(this.processor?.process(attributes) ?? attributes);
  }

  /** Returns the series of attributes, after the processors of the view. */
  #seriesOf(attributes: Attributes | undefined): Series {
    return this.#table.find(attributes, this.#control[kEpochWord]!);
  }

  /** Empties the bank for the first recording of an interval. With delta temporality, returns the overflow series at the limit. */
  #begin(series: Series, epoch: number): Series {
    if (this.#recordedEpoch !== epoch) {
      this.#recordedEpoch = epoch;
      this.#recordedCount = 0;
    }
    if (this.#recordedCount >= this.#limitPerInterval && !this.#table.isOverflow(series)) {
      const overflow = this.#table.overflow();
      const bank = overflow.at + (epoch & 1) * this.#bankDoubles;
      if (overflow.memory[bank + kStampDouble] !== epoch)
        this.#reset(overflow, epoch, systemMillis());
      return overflow;
    }
    if (!this.#table.isOverflow(series)) this.#recordedCount++;
    this.#reset(series, epoch, systemMillis());
    return series;
  }

  #reset({ memory, at }: Series, epoch: number, startMillis: number): void {
    const bank = at + (epoch & 1) * this.#bankDoubles;
    memory[bank + kStampDouble] = epoch;
    memory[bank + kStartDouble] = startMillis;
    this.#aggregator.reset(memory, bank);
  }

  /** Adds an observed value to a histogram. */
  observe(series: Series, value: number, startMillis: number): void {
    const control = this.#control;
    Atomics.store(control, kRecordingWord, 1);
    try {
      const epoch = Atomics.load(control, kEpochWord);
      const { memory } = series;
      const bank = series.at + (epoch & 1) * this.#bankDoubles;
      if (memory[bank + kStampDouble] !== epoch) this.#reset(series, epoch, startMillis);
      this.#aggregator.add(memory, bank, value);
    } finally {
      Atomics.store(control, kRecordingWord, 0);
    }
  }

  isOverflow(series: Series): boolean {
    return this.#table.isOverflow(series);
  }

  #makeExemplars(series: Series): void {
    series.exemplars = this.#definer.memory.allocate(2 * exemplarBankDoubles(this.exemplarCount));
    this.#definer.defineExemplars(this, series);
  }

  #offer(
    series: Series,
    epoch: number,
    value: number,
    span: NonNullable<ReturnType<typeof spanForExemplar>>,
    filtered: AttributeSet | undefined,
  ): void {
    const reservoir = this.#reservoir!;
    const cell = series.exemplars!;
    const bank = reservoir.bank(cell, epoch);
    const place = reservoir.choose(cell.memory, bank, this.#aggregator.bucketOf(value));
    if (place < 0) return;
    const filteredId = filtered === undefined ? 0 : this.#definer.defineFiltered(filtered, epoch);
    reservoir.keep(cell.memory, place, value, span, filteredId);
  }

  make(set: AttributeSet, evicted: Series | undefined): Series {
    const cell = evicted?.cell ?? this.#allocate();
    const series = new Series(evicted?.id ?? this.#seriesCount++, cell, set.keys, ownValues(set));
    series.exemplars = evicted?.exemplars;
    this.#definer.defineSeries(this, series, set);
    return series;
  }

  #allocate(): Cell {
    if (this.isObservedNumber) return kNoCell;
    return this.#definer.memory.allocate(2 * this.#bankDoubles);
  }

  /** Returns true when neither this interval nor the last one, which the drain thread may be reading, recorded the series. */
  isStale({ memory, at }: Series): boolean {
    const newest = Math.max(
      memory[at + kStampDouble]!,
      memory[at + this.#bankDoubles + kStampDouble]!,
    );
    return newest < this.#control[kEpochWord]! - 1;
  }
}

/** Returns the attributes that a view removed; undefined when they cannot be read. */
function filteredAttributes(
  attributes: Attributes | undefined,
  kept: Attributes | undefined,
  values: ValueReader,
): AttributeSet | undefined {
  try {
    const left = Object.entries(attributes ?? {}).filter(
      ([key]) => kept === undefined || !Object.hasOwn(kept, key),
    );
    return left.length === 0 ? undefined : readAttributes(Object.fromEntries(left), values);
  } catch (error) {
    warnOnce('Attributes of an exemplar could not be read', error);
    return undefined;
  }
}
