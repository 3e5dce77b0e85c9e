import type { Attributes } from '@opentelemetry/api';
import { hasOwnProperty } from '../../values/own-property';
import { ownValues, readAttributes, type AttributeSet } from './attribute-set';
import type { ValueReader } from '../../record/value-reader';
import { Path } from './path';
import type { Series } from './series';
import { SeriesSlots, hasAttributes } from './series-slots';

/** Average of paths per series at which all paths are dropped: callers may list attributes in many orders. */
const kMaxPathsPerSeries = 4;

/** After this many wrong guesses in a row, measurements seem to have no order: only one of 64 is then guessed. */
const kMaxWrongGuesses = 64;
const kGuessEvery = 63;
/** Keeps the count a small integer. */
const kCountMask = 0xffff;

export const kOverflowAttributes: Attributes = { 'otel.metric.overflow': true };

/** Makes the series of a table: its stream. */
export interface SeriesMaker {
  /** Makes a series; reuses the memory of an evicted one. */
  make(set: AttributeSet, evicted: Series | undefined): Series;
  /** Returns whether a series may be evicted because it was not recorded lately. */
  isStale(series: Series): boolean;
}

/**
 * Finds the series of a stream by attributes. A look-up of a known series compares attributes or follows a path. It
 * allocates nothing, and reads every object again because the object may have changed.
 */
export class SeriesTable {
  readonly #maker: SeriesMaker;
  readonly #values: ValueReader;
  /** Limit of series, without the overflow series. */
  readonly #limit: number;
  readonly #evicts: boolean;
  readonly #byName = new Map<string, Series>();
  readonly #slots = new SeriesSlots();
  #root = new Path();
  #pathCount = 0;
  #last: Series | undefined;
  #wrongGuesses = 0;
  #overflow: Series | undefined;
  #free: Series[] = [];
  /** The interval of the last sweep: a second one in the same interval would find nothing. */
  #sweptEpoch = 0;

  /** @param evicts whether new series may replace series that were not recorded lately */
  constructor(maker: SeriesMaker, values: ValueReader, cardinalityLimit: number, evicts: boolean) {
    this.#maker = maker;
    this.#values = values;
    this.#limit = cardinalityLimit - 1;
    this.#evicts = evicts;
  }

  /** Returns the series of the attributes; makes it if it is new. Throws what reading the attributes throws. */
  find(attributes: Attributes | undefined, epoch: number): Series {
    if (this.#wrongGuesses < kMaxWrongGuesses || (this.#wrongGuesses & kGuessEvery) === 0) {
      const guess = this.#last?.next;
      if (guess !== undefined && hasAttributes(guess, attributes)) {
        this.#wrongGuesses = 0;
        this.#last = guess;
        return guess;
      }
    }
    this.#wrongGuesses = (this.#wrongGuesses + 1) & kCountMask;
    const series =
      this.#slots.find(attributes) ??
      this.#follow(attributes) ??
      this.#findByName(attributes ?? {}, epoch);
    if (this.#last !== undefined) this.#last.next = series;
    this.#last = series;
    return series;
  }

  #follow(attributes: Attributes | undefined): Series | undefined {
    let path: Path | undefined = this.#root;
    for (const key in attributes) {
      if (!hasOwnProperty.call(attributes, key)) continue;
      path = path.follow(key, attributes[key]);
      if (path === undefined) return undefined;
    }
    return path.series;
  }

  #findByName(attributes: Attributes, epoch: number): Series {
    const set = readAttributes(attributes, this.#values);
    const known = this.#byName.get(set.name);
    if (known === undefined && !this.#hasRoom(epoch)) return this.overflow();
    const series = known ?? this.#maker.make(set, this.#free.pop());
    if (known === undefined) this.#byName.set(set.name, series);
    // Only what has no slot needs a path: attributes in another order, and those that share too many slots.
    const hasSlot = known === undefined && this.#slots.add(series);
    if (!hasSlot && !set.hasObjects) this.#learn(set, series);
    return series;
  }

  #learn(set: AttributeSet, series: Series): void {
    if (++this.#pathCount > kMaxPathsPerSeries * this.#limit) {
      this.#root = new Path();
      this.#pathCount = 1;
    }
    const values = ownValues(set);
    let path = this.#root;
    set.keys.forEach((key, i) => {
      path = path.extend(key, values[i]);
    });
    path.series = series;
  }

  /** Returns the series for measurements beyond the limit. */
  overflow(): Series {
    if (this.#overflow !== undefined) return this.#overflow;
    const set = readAttributes(kOverflowAttributes, this.#values);
    this.#overflow = this.#byName.get(set.name) ?? this.#maker.make(set, undefined);
    this.#byName.set(set.name, this.#overflow);
    return this.#overflow;
  }

  isOverflow(series: Series): boolean {
    return series === this.#overflow;
  }

  get #size(): number {
    return this.#byName.size - (this.#overflow === undefined ? 0 : 1);
  }

  #hasRoom(epoch: number): boolean {
    if (this.#size < this.#limit) return true;
    if (!this.#evicts) return false;
    if (this.#sweptEpoch !== epoch) this.#evict(epoch);
    // Twice: series of this interval, and of the last one, which may still be in collection.
    return this.#size < 2 * this.#limit;
  }

  #evict(epoch: number): void {
    this.#sweptEpoch = epoch;
    for (const [name, series] of this.#byName) {
      if (series === this.#overflow || series.isBound || !this.#maker.isStale(series)) continue;
      this.#byName.delete(name);
      this.#free.push(series);
    }
    this.#root = new Path();
    this.#pathCount = 0;
    this.#last = undefined;
    this.#slots.clear();
    for (const series of this.#byName.values()) {
      series.next = series;
      if (series !== this.#overflow) this.#slots.add(series);
    }
  }
}
