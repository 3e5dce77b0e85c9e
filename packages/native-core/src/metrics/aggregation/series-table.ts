import type { Attributes } from '@opentelemetry/api';
import { hasOwnProperty } from '../../values/own-property';
import { ownValues, readAttributes, type AttributeSet } from './attribute-set';
import type { ValueReader } from '../../record/value-reader';
import { Path } from './path';
import type { Series } from './series';

/** Paths that lead to a series on average before they are learnt anew: callers may order attributes differently. */
const kMaxPathsPerSeries = 4;

export const kOverflowAttributes: Attributes = { 'otel.metric.overflow': true };

/** What a table asks its stream for. */
export interface SeriesMaker {
  /** Makes a series, in the place of one that was evicted where there is one. */
  make(set: AttributeSet, evicted: Series | undefined): Series;
  /** Whether a series has not been recorded for so long that it may be forgotten. */
  isStale(series: Series): boolean;
}

/**
 * The series of a stream by their attributes. Finding one that is known compares its attributes or follows a path; it
 * makes nothing, and never trusts that an object is still what it was.
 */
export class SeriesTable {
  readonly #maker: SeriesMaker;
  readonly #values: ValueReader;
  /** Series that there may be beside the one of what overflows. */
  readonly #limit: number;
  readonly #evicts: boolean;
  readonly #byName = new Map<string, Series>();
  #root = new Path();
  #pathCount = 0;
  #last: Series | undefined;
  #overflow: Series | undefined;
  #free: Series[] = [];
  /** Nothing was stale in this interval. */
  #sweptEpoch = 0;

  /** @param evicts whether series that have not been recorded lately make room for new ones */
  constructor(maker: SeriesMaker, values: ValueReader, cardinalityLimit: number, evicts: boolean) {
    this.#maker = maker;
    this.#values = values;
    this.#limit = cardinalityLimit - 1;
    this.#evicts = evicts;
  }

  /** The series of the attributes, made if need be; may throw what reading the attributes throws. */
  find(attributes: Attributes | undefined, epoch: number): Series {
    const guess = this.#last?.next;
    if (guess !== undefined && matches(guess, attributes)) {
      this.#last = guess;
      return guess;
    }
    const series = this.#follow(attributes) ?? this.#findByName(attributes ?? {}, epoch);
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
    let series = this.#byName.get(set.name);
    if (series === undefined) {
      if (!this.#hasRoom(epoch)) return this.overflow();
      series = this.#maker.make(set, this.#free.pop());
      this.#byName.set(set.name, series);
    }
    if (!set.hasObjects) this.#learn(set, series);
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

  /** The series of everything that is too much. */
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
    // Those of this interval and those of the last one, which may be being collected.
    return this.#size < 2 * this.#limit;
  }

  #evict(epoch: number): void {
    this.#sweptEpoch = epoch;
    for (const [name, series] of this.#byName) {
      if (series === this.#overflow || !this.#maker.isStale(series)) continue;
      this.#byName.delete(name);
      this.#free.push(series);
    }
    this.#root = new Path();
    this.#pathCount = 0;
    this.#last = undefined;
    for (const series of this.#byName.values()) series.next = series;
  }
}

/** Whether the attributes are those of the series, in the same order. */
function matches(series: Series, attributes: Attributes | undefined): boolean {
  const { keys, values } = series;
  let i = 0;
  for (const key in attributes) {
    if (!hasOwnProperty.call(attributes, key)) return false;
    if (keys[i] !== key || values[i] !== attributes[key]) return false;
    i++;
  }
  return i === keys.length;
}
