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

/** What a stream tells native code. */
export interface StreamDefiner {
  readonly memory: MetricMemory;
  readonly values: ValueReader;
  defineStream(stream: Stream): void;
  defineSeries(stream: Stream, series: Series, set: AttributeSet): void;
  defineExemplars(stream: Stream, series: Series): void;
  /** Gives the id of attributes that belong to an exemplar of an interval. */
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
 * What an instrument's measurements become through one view: series in shared memory.
 *
 * Each series has two banks. A recording goes to the bank of the present interval, which the drain thread ends by adding
 * one to the epoch; then the bank before belongs to it. In between it waits for a recording that may have seen the old
 * epoch: that is what the word `recording` tells. `Atomics` make the order of the two certain (ADR 0009).
 */
export class Stream implements SeriesMaker {
  readonly id: number;
  readonly scopeId: number;
  readonly shape: StreamShape;
  readonly exemplarCount: number;
  descriptor: Descriptor;
  readonly processor: AttributesProcessor | undefined;
  /** Of an observable instrument, and no histogram: the drain thread gets each value as it was observed. */
  readonly isObservedNumber: boolean;
  readonly #definer: StreamDefiner;
  readonly #aggregator: Aggregator;
  readonly #bankDoubles: number;
  readonly #control: Int32Array;
  readonly #table: SeriesTable;
  readonly #exemplarFilter: ExemplarFilter;
  readonly #reservoir: ExemplarReservoir | undefined;
  /** Series that may be recorded in one interval; infinite where all that ever were are limited. */
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
    // What was observed has to be known for the next difference.
    const forgets = this.#has(kStreamFlagDelta) && !this.#has(kStreamFlagObserved);
    this.#limitPerInterval = forgets ? cardinalityLimit - 1 : Infinity;
    this.#table = new SeriesTable(this, definer.values, cardinalityLimit, forgets);
    definer.defineStream(this);
  }

  #has(flag: number): boolean {
    return (this.shape.flags & flag) !== 0;
  }

  /** A description that another instrument of the same name has, and which is longer. */
  describe(description: string): void {
    this.descriptor = { ...this.descriptor, description };
    this.#definer.defineStream(this);
  }

  /** Throws what reading the attributes throws. */
  record(value: number, attributes: Attributes | undefined, context: Context | undefined): void {
    const kept =
      this.processor === undefined
        ? attributes
        : this.processor.process(attributes ?? {}, context ?? contextApi.active());
    const span =
      this.#reservoir === undefined ? undefined : spanForExemplar(this.#exemplarFilter, context);
    let series = this.#seriesOf(kept);
    if (span !== undefined && series.exemplars === undefined) this.#makeExemplars(series);
    // Before the mark: a getter may do anything, also record.
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

  /** Attributes of a measurement that its series does not tell: those that a view took away, or all that overflow. */
  #leftOut(
    attributes: Attributes | undefined,
    told: Attributes | undefined,
  ): AttributeSet | undefined {
    return attributes === told
      ? undefined
      : filteredAttributes(attributes, told, this.#definer.values);
  }

  /** Whether a measurement of the series counts for the one of what overflows. */
  #overflows(series: Series): boolean {
    if (this.#table.isOverflow(series)) return true;
    const epoch = this.#control[kEpochWord]!;
    const bank = series.at + (epoch & 1) * this.#bankDoubles;
    const begins = series.memory[bank + kStampDouble] !== epoch;
    return begins && this.#recordedEpoch === epoch && this.#recordedCount >= this.#limitPerInterval;
  }

  /** The series of attributes that were observed. */
  seriesFor(attributes: Attributes): Series {
    return this.#seriesOf(this.processor?.process(attributes) ?? attributes);
  }

  /** The series of attributes after the view's processors. */
  #seriesOf(attributes: Attributes | undefined): Series {
    return this.#table.find(attributes, this.#control[kEpochWord]!);
  }

  /** Empties the bank of an interval for its first recording; in delta temporality a series too many overflows. */
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

  /** Adds what an observable instrument observed to a histogram. */
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

  /** Neither of this interval nor of the last one, which the drain thread may be reading. */
  isStale({ memory, at }: Series): boolean {
    const newest = Math.max(
      memory[at + kStampDouble]!,
      memory[at + this.#bankDoubles + kStampDouble]!,
    );
    return newest < this.#control[kEpochWord]! - 1;
  }
}

/** What a view took away from the attributes of a measurement; nothing when that cannot be read. */
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
