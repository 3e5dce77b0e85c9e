import type { Attributes } from '@opentelemetry/api';
import { hasOwnProperty } from '../../values/own-property';
import { kUnlike, type Series } from './series';

/** Slots for each series, so that few of them share one. */
const kSlotsPerSeries = 4;
const kFirstSlots = 64;
/** Slots that are tried for one set of attributes. */
const kMaxTries = 4;

/**
 * Finds series in the order of nothing but their attributes: by a number from a few characters of each value, which costs less
 * than one look-up in a `Map` for each attribute. Series that find no free
 * slot are left to the caller.
 */
export class SeriesSlots {
  #slots = new Array<Series | undefined>(kFirstSlots).fill(undefined);
  #mask = kFirstSlots - 1;
  #count = 0;

  /**
   * Returns the series that has these attributes, in this order. Reads up to three of them into variables: to read an object once
   * more to compare it costs as much as to find the slot.
   */
  find(attributes: Attributes | undefined): Series | undefined {
    let print = 0;
    let count = 0;
    let key0 = '';
    let key1 = '';
    let key2 = '';
    let value0: unknown = undefined;
    let value1: unknown = undefined;
    let value2: unknown = undefined;
    for (const key in attributes) {
      if (!hasOwnProperty.call(attributes, key)) continue;
      const value = attributes[key];
      print = mixed(print, value);
      if (count === 0) {
        key0 = key;
        value0 = value;
      } else if (count === 1) {
        key1 = key;
        value1 = value;
      } else if (count === 2) {
        key2 = key;
        value2 = value;
      }
      count++;
    }
    for (let at = spread(print), tries = 0; tries < kMaxTries; at++, tries++) {
      const series = this.#slots[at & this.#mask];
      if (series === undefined) return undefined;
      const { keys, values } = series;
      if (keys.length !== count) continue;
      if (count > 0 && (keys[0] !== key0 || values[0] !== value0)) continue;
      if (count > 1 && (keys[1] !== key1 || values[1] !== value1)) continue;
      if (count > 2 && (keys[2] !== key2 || values[2] !== value2)) continue;
      if (count <= 3 || hasAttributes(series, attributes)) return series;
    }
    return undefined;
  }

  /** Returns false when the series found no place. One with objects among its values never does: they may change. */
  add(series: Series): boolean {
    if (series.values.includes(kUnlike)) return false;
    this.#count++;
    if (this.#count * kSlotsPerSeries > this.#slots.length) this.#grow();
    return this.#put(series);
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#count = 0;
  }

  #put(series: Series): boolean {
    let print = 0;
    for (const value of series.values) print = mixed(print, value);
    for (let at = spread(print), tries = 0; tries < kMaxTries; at++, tries++) {
      if (this.#slots[at & this.#mask] !== undefined) continue;
      this.#slots[at & this.#mask] = series;
      return true;
    }
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Array<Series | undefined>(2 * old.length).fill(undefined);
    this.#mask = this.#slots.length - 1;
    for (const series of old) if (series !== undefined) this.#put(series);
  }
}

/** Returns whether the series has these attributes, in this order. */
export function hasAttributes(series: Series, attributes: Attributes | undefined): boolean {
  const { keys, values } = series;
  let i = 0;
  for (const key in attributes) {
    if (!hasOwnProperty.call(attributes, key)) return false;
    if (keys[i] !== key || values[i] !== attributes[key]) return false;
    i++;
  }
  return i === keys.length;
}

/** Returns a number from a number and a value: for a text, from its length and two characters. */
function mixed(print: number, value: unknown): number {
  if (typeof value === 'string') {
    const { length } = value;
    if (length === 0) return Math.imul(print, 31);
    const characters = (value.charCodeAt(length - 1) << 8) ^ value.charCodeAt(length >>> 1);
    return (Math.imul(print, 31) + Math.imul(length, 0x9e3b) + characters) | 0;
  }
  return typeof value === 'number' ? (Math.imul(print, 31) + value) | 0 : Math.imul(print, 31);
}

/** Returns a place for a print: all of its bits decide the low ones. */
function spread(print: number): number {
  const product = Math.imul(print, 0x9e3779b1);
  return (product ^ (product >>> 15)) >>> 0;
}
