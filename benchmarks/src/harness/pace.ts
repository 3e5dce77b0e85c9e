import { setTimeout as delay } from 'node:timers/promises';

import type { Driver } from '../variants/driver.ts';

/**
 * Spans that may be ended and unsettled at any time: the default queue of the batch span processor
 * (`OTEL_BSP_MAX_QUEUE_SIZE`). Beyond it an SDK with default settings may drop.
 */
export const maxPendingSpans = 2048;

/** Each look costs a timer: a variant that is faster than the receiver would be charged for asking more often. */
const pollMs = 4;
const stuckMs = 30_000;

/**
 * Holds the workload back while the SDK's queue is full: the same rule for every variant. While it waits the
 * thread sleeps, so that waiting does not count as CPU.
 */
export class Pace {
  readonly #driver: Driver;
  #made = 0;
  #room: number;

  constructor(driver: Driver) {
    this.#driver = driver;
    this.#room = driver.records ? 0 : Infinity;
  }

  /** Spans let through since the start. */
  get spansMade(): number {
    return this.#driver.records ? this.#made : 0;
  }

  /** Resolves when `spans` more can be made without going over {@link maxPendingSpans}. */
  async waitForRoom(spans: number): Promise<void> {
    if (this.#room < spans) await this.#refill(spans);
    this.#room -= spans;
    this.#made += spans;
  }

  async #refill(spans: number): Promise<void> {
    const deadlineMs = performance.now() + stuckMs;
    for (;;) {
      this.#room = maxPendingSpans - (this.#made - this.#driver.settledSpans());
      if (this.#room >= spans) return;
      if (performance.now() > deadlineMs) throw new Error(`no span was exported for ${stuckMs} ms`);
      await delay(pollMs);
    }
  }
}
