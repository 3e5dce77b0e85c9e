/** What the application measures time with; the real one where it replaced neither it nor `Date.now`. */
const { performance } = globalThis;

/** Time of the performance clock for which an estimate counts before it is compared with the system's clock again. */
const kMillisBetweenChecks = 1;

const dateNow = Date.now;

// An array: as a variable, each number would be an object of its own.
const kOffset = 0;
const kCheckedAt = 1;
const estimate = Float64Array.of(performance.timeOrigin, -Infinity);

/**
 * The clock that durations are measured with. Looking it up in `globalThis` is a call of a getter, so that is done only in
 * the hands of fake timers: they replace `Date` and `performance` together, and a span is to begin and end by the same.
 */
export function performanceClock(): typeof performance {
  return Date.now === dateNow ? performance : globalThis.performance;
}

/** `Date.now()`, or the real one where a replaced one throws or gives no number: telemetry must not hurt its application. */
export function systemMillis(): number {
  try {
    const millis: unknown = Date.now();
    if (typeof millis === 'number') return millis;
  } catch {
    // As below.
  }
  return dateNow();
}

/**
 * The system's time in milliseconds since the epoch at an instant that `performance.now()` just gave.
 *
 * `Date.now()` costs as much as that, and tells whole milliseconds only. The two clocks differ by an offset that hardly
 * moves, so that one look in a millisecond is enough: when the system's clock shows d at the instant p, the offset lies
 * from d - p to d - p + 1, and an estimate outside of that is brought to its nearer end. So a clock that was set, or a
 * machine that slept, counts from the next look on.
 */
export function unixMillisAt(performanceMillis: number): number {
  const age = performanceMillis - estimate[kCheckedAt]!;
  // A test that replaces `Date.now` gets what it tells.
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
