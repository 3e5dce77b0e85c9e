/** The performance clock at load time; in use until fake timers replace `Date`. */
const { performance } = globalThis;

/** How long an estimate is valid before it is compared with the system's clock again. */
const kMillisBetweenChecks = 1;

const dateNow = Date.now;

// An array: V8 would allocate an object for each number in a variable.
const kOffset = 0;
const kCheckedAt = 1;
const estimate = Float64Array.of(performance.timeOrigin, -Infinity);

/**
 * Returns the clock for durations. Reads it from `globalThis`, which calls a getter, only when `Date` is replaced: fake
 * timers replace `Date` and `performance` together, and a span must begin and end by the same clock.
 */
export function performanceClock(): typeof performance {
  return Date.now === dateNow ? performance : globalThis.performance;
}

/** Returns the time of the {@link performanceClock}. A call of a constant's method is cheaper than one of its result's. */
export function performanceNow(): number {
  return Date.now === dateNow ? performance.now() : globalThis.performance.now();
}

/** Returns `Date.now()`; the real time if a replaced `Date.now` throws or returns no number. Never throws. */
export function systemMillis(): number {
  try {
    const millis: unknown = Date.now();
    if (typeof millis === 'number') return millis;
  } catch {
    // As below: a replaced clock may throw.
  }
  return dateNow();
}

/**
 * Converts an instant that `performance.now()` just returned into milliseconds since the epoch.
 *
 * `Date.now()` costs as much as `performance.now()`, and returns whole milliseconds only. The offset between the two clocks
 * hardly changes, so one check per millisecond is enough: when the system's clock shows d at the instant p, the offset
 * lies between d - p and d - p + 1, and an estimate outside this range is moved to its nearer end. After the clock was set
 * or the machine slept, the next check corrects the estimate.
 */
export function unixMillisAt(performanceMillis: number): number {
  const age = performanceMillis - estimate[kCheckedAt]!;
  // Respect a `Date.now` that a test replaced.
  if (Date.now !== dateNow) return systemMillis();
  if (!(age >= 0 && age < kMillisBetweenChecks)) check(performanceMillis);
  return performanceMillis + estimate[kOffset]!;
}

function check(performanceMillis: number): void {
  const lowest = dateNow() - performanceMillis;
  const highest = lowest + 1;
  estimate[kCheckedAt] = performanceMillis;
  if (estimate[kOffset]! < lowest) estimate[kOffset] = lowest;
  else if (estimate[kOffset]! > highest) estimate[kOffset] = highest;
}
