/** Stops the two clocks that a tracer reads, so that two SDKs see the same times. */
export class StoppedClock {
  /** What `performance.now()` gives. */
  performanceMillis = 60_000.25;
  /** What `Date.now()` gives. */
  unixMillis = 1_800_000_000_123;

  advance(millis: number): void {
    this.performanceMillis += millis;
    this.unixMillis += Math.trunc(millis);
  }

  /** Runs `fn` with the clocks stopped. */
  during<T>(fn: () => T): T {
    const dateNow = Date.now;
    const performanceNow = performance.now;
    replace(Date, () => this.unixMillis);
    replace(performance, () => this.performanceMillis);
    try {
      return fn();
    } finally {
      replace(Date, dateNow);
      replace(performance, performanceNow);
    }
  }
}

function replace(clock: object, now: () => number): void {
  Object.defineProperty(clock, 'now', { value: now, configurable: true, writable: true });
}
