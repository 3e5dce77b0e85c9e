import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';

import type { Driver } from '../variants/driver.ts';
import { Pace } from './pace.ts';

/** Spans between two turns of the event loop, at most: well below a batch of 512. */
const maxSpansPerSlice = 96;

/**
 * Runs a workload as a busy service would: a slice of it, then the event loop's other business (timers, sockets,
 * the exporter), then the next slice, never faster than {@link Pace} lets it.
 */
export class SliceLoop {
  readonly #driver: Driver;
  readonly #runTurn: (turn: number) => void;
  readonly #spansPerTurn: number;
  readonly #turnsPerSlice: number;
  readonly #pace: Pace;

  /** `runTurn` ends exactly `spansPerTurn` spans; it is called with 0, 1, 2, … */
  constructor(driver: Driver, spansPerTurn: number, runTurn: (turn: number) => void) {
    this.#driver = driver;
    this.#runTurn = runTurn;
    this.#spansPerTurn = spansPerTurn;
    this.#turnsPerSlice = Math.max(1, Math.floor(maxSpansPerSlice / spansPerTurn));
    this.#pace = new Pace(driver);
  }

  /** Spans that the receiver should get for all turns so far. */
  get spansMade(): number {
    return this.#pace.spansMade;
  }

  /** Runs the turns `from` to `to`; gives the milliseconds inside them, without exports that ran inside. */
  async run(from: number, to: number): Promise<number> {
    let insideMs = 0;
    for (let start = from; start < to; start += this.#turnsPerSlice) {
      const end = Math.min(start + this.#turnsPerSlice, to);
      await this.#pace.waitForRoom((end - start) * this.#spansPerTurn);
      insideMs += this.#runSlice(start, end);
      await nextTurnOfLoop();
    }
    return insideMs;
  }

  #runSlice(start: number, end: number): number {
    const exportMsBefore = this.#driver.synchronousExportMs();
    const startedMs = performance.now();
    for (let turn = start; turn < end; turn++) this.#runTurn(turn);
    const wallMs = performance.now() - startedMs;
    return wallMs - (this.#driver.synchronousExportMs() - exportMsBefore);
  }
}
