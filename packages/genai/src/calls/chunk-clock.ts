import type { Attributes, Context } from '@opentelemetry/api';
import { timePerOutputChunk } from '../metrics/instrument-definitions';
import type { Instruments } from '../metrics/instruments';

/** Intervals that wait for the model that answers, which may be known at the end only. More are recorded at once. */
const kMaxWaiting = 4096;

/** Measures when the chunks of a response arrive. */
export class ChunkClock {
  readonly #startMillis: number;
  readonly #intervals: number[] = [];
  #lastMillis = 0;
  #firstSeconds: number | undefined;

  constructor(startMillis: number) {
    this.#startMillis = startMillis;
  }

  /** Undefined before the first chunk. */
  get timeToFirstChunk(): number | undefined {
    return this.#firstSeconds;
  }

  /** Time of the last chunk, as `performance.now()` counts; undefined before the first chunk. */
  get lastMillis(): number | undefined {
    return this.#firstSeconds === undefined ? undefined : this.#lastMillis;
  }

  /** Returns true when it is time to record. */
  tick(nowMillis: number): boolean {
    if (this.#firstSeconds === undefined) {
      this.#firstSeconds = Math.max(0, nowMillis - this.#startMillis) / 1000;
    } else {
      this.#intervals.push((nowMillis - this.#lastMillis) / 1000);
    }
    this.#lastMillis = nowMillis;
    return this.#intervals.length >= kMaxWaiting;
  }

  recordIntervals(instruments: Instruments, of: Attributes, context: Context): void {
    if (this.#intervals.length === 0) return;
    // Taken out first: a meter that throws must not let them grow.
    instruments.recordAll(timePerOutputChunk, this.#intervals.splice(0), of, context);
  }
}
