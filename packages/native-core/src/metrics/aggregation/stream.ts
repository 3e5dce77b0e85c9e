import {
  context as contextApi,
  type Attributes,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import {
  kAggregationExplicit,
  kStreamFlagDelta,
  kStreamFlagObserved,
} from '../../record/format.gen';
import type { Descriptor } from './descriptor';
import type { AttributesProcessor } from './attributes-processor';
import type { Aggregator } from './aggregator';
import { ownValues, readAttributes, type AttributeSet } from './attribute-set';
import { Banks } from './banks';
import { exemplarBankDoubles, type ExemplarReservoir } from './exemplar-reservoir';
import { spanForExemplar, type ExemplarFilter } from './exemplar-filter';
import { kEpochWord } from './control-block';
import { kNoCell, type Cell, type MetricMemory } from './metric-memory';
import { Series } from './series';
import { SeriesTable, type SeriesMaker } from './series-table';
import type { StreamShape } from './stream-shape';
import type { ValueReader } from '../../record/value-reader';
import { warnOnce } from '../../values/warn-once';

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

/** A series of a stream for measurements whose attributes were read before. */
export interface BoundSeries {
  readonly stream: Stream;
  readonly series: Series;
  /** Attributes for its exemplars: those that a view removed, or all when the series is that of the overflow. */
  readonly leftOut: AttributeSet | undefined;
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

/** Aggregates the measurements of an instrument for one view into series in shared memory. */
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
  readonly #words: Int32Array;
  readonly #table: SeriesTable;
  readonly #exemplarFilter: ExemplarFilter;
  readonly #reservoir: ExemplarReservoir | undefined;
  readonly #banks: Banks;
  #seriesCount = 0;

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
    this.#words = definer.memory.control.words;
    this.#exemplarFilter = options.exemplarFilter;
    const wantsExemplars =
      options.exemplarFilter !== 'always_off' && !this.#has(kStreamFlagObserved);
    this.#reservoir = wantsExemplars ? aggregator.reservoir() : undefined;
    this.exemplarCount = this.#reservoir?.count ?? 0;
    // Observed values stay: the next delta is the difference to them.
    const forgets = this.#has(kStreamFlagDelta) && !this.#has(kStreamFlagObserved);
    this.#table = new SeriesTable(this, definer.values, cardinalityLimit, forgets);
    const limitPerInterval = forgets ? cardinalityLimit - 1 : Infinity;
    this.#banks = new Banks(aggregator, definer.memory.control, this.#table, limitPerInterval);
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
    const { processor } = this;
    const kept =
      processor === undefined
        ? attributes
        : processor.process(attributes ?? {}, context ?? contextApi.active());
    const span = this.#spanFor(context);
    const series = this.#seriesOf(kept);
    if (span === undefined) {
      this.#banks.add(series, value);
      return;
    }
    // Read before the recording begins: a getter may run any code, and may record as well.
    const filtered = this.#leftOut(attributes, this.#banks.overflows(series) ? {} : kept);
    this.#recordExemplar(series, value, span, filtered);
  }

  /**
   * Looks the series of attributes up for good: it stays in memory, and its measurements never count as overflow later.
   * Throws what reading the attributes throws. https://opentelemetry.io/docs/specs/otel/metrics/sdk/#instrument-bind
   */
  bind(attributes: Attributes | undefined): BoundSeries {
    const kept =
      this.processor === undefined
        ? attributes
        : this.processor.process(attributes ?? {}, contextApi.active());
    const series = this.#seriesOf(kept);
    series.isBound = true;
    const told = this.#table.isOverflow(series) ? {} : kept;
    return { stream: this, series, leftOut: this.#leftOut(attributes, told) };
  }

  /** Records a measurement of attributes that were bound. */
  recordBound({ series, leftOut }: BoundSeries, value: number, context: Context | undefined): void {
    const span = this.#spanFor(context);
    if (span === undefined) this.#banks.add(series, value);
    else this.#recordExemplar(series, value, span, leftOut);
  }

  #spanFor(context: Context | undefined): SpanContext | undefined {
    return this.#reservoir === undefined
      ? undefined
      : spanForExemplar(this.#exemplarFilter, context);
  }

  #recordExemplar(
    series: Series,
    value: number,
    span: SpanContext,
    leftOut: AttributeSet | undefined,
  ): void {
    if (series.exemplars === undefined) this.#makeExemplars(series);
    this.#banks.addAnd(series, value, (counted, epoch) => {
      if (counted.exemplars !== undefined) this.#offer(counted, epoch, value, span, leftOut);
    });
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

  /** Returns the series of observed attributes. */
  seriesFor(attributes: Attributes): Series {
    return this.#seriesOf(this.processor?.process(attributes) ?? attributes);
  }

  /** Returns the series of attributes, after the processors of the view. */
  #seriesOf(attributes: Attributes | undefined): Series {
    return this.#table.find(attributes, this.#words[kEpochWord]!);
  }

  /** Adds an observed value to a histogram. */
  observe(series: Series, value: number, startMillis: number): void {
    this.#banks.observe(series, value, startMillis);
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
    span: SpanContext,
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
    return this.#definer.memory.allocate(2 * this.#banks.doubles);
  }

  isStale(series: Series): boolean {
    return this.#banks.isStale(series);
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
