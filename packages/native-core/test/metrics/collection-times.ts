import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the resolution of a time, which upstream is a millisecond. */
const kApartMillis = 2;

/** When collections ran, so that a point's times can be named by them. */
export class CollectionTimes {
  /** Unix milliseconds of the begin and the end of each. */
  readonly #windows: [from: number, to: number][] = [];

  /** Runs a collection, clearly apart from what comes before and after it. */
  async during<T>(collect: () => Promise<T>): Promise<T> {
    await sleep(kApartMillis);
    const from = Date.now();
    const window: [number, number] = [from, Infinity];
    this.#windows.push(window);
    const result = await collect();
    window[1] = Date.now();
    await sleep(kApartMillis);
    return result;
  }

  /** `collection 1`, `before collection 1`; `none` for a time of zero. */
  label(unixNano: string): string {
    if (unixNano === '0') return 'none';
    const millis = Number(BigInt(unixNano) / 1_000_000n);
    for (const [index, [from, to]] of this.#windows.entries()) {
      if (millis < from) return `before collection ${index + 1}`;
      if (millis <= to) return `collection ${index + 1}`;
    }
    return 'after the last collection';
  }
}
