import { epochMillis } from './time';
import type { TimeInput } from '@opentelemetry/api';

/** When one call started, and how long it takes. */
export class CallClock {
  /** Undefined if it starts now. */
  readonly givenStart: number | undefined;
  readonly #startMillis: number;

  constructor(startTime: TimeInput | undefined) {
    this.givenStart = epochMillis(startTime);
    this.#startMillis =
      this.givenStart === undefined ? performance.now() : this.givenStart - performance.timeOrigin;
  }

  /** Time of the start, as `performance.now()` counts. */
  get startMillis(): number {
    return this.#startMillis;
  }

  /** @param endMillis since the epoch. Default: now */
  secondsUntil(endMillis: number | undefined): number {
    const end = endMillis === undefined ? performance.now() : endMillis - performance.timeOrigin;
    return Math.max(0, end - this.#startMillis) / 1000;
  }
}
