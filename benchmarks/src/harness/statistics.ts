/** Median and range of one figure over rounds. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Summarises at least one value; `null` as soon as one round could not measure it. */
export function summarise(values: readonly (number | null)[]): Summary | null {
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0 || measured.length < values.length) return null;
  const sorted = measured.toSorted((a, b) => a - b);
  return { median: medianOfSorted(sorted), min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

function medianOfSorted(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
  return (lower + upper) / 2;
}

/**
 * Divides round by round. The rounds of a pair ran one after the other, so a machine that was slow for a while
 * was slow for both; a ratio of two medians would lose that.
 */
export function pairRatios(
  numerators: readonly (number | null)[],
  denominators: readonly (number | null)[],
): (number | null)[] {
  if (numerators.length !== denominators.length) throw new RangeError('rounds without a partner');
  return numerators.map((numerator, round) => {
    const denominator = denominators[round] ?? null;
    return numerator === null || denominator === null ? null : numerator / denominator;
  });
}

/** Subtracts round by round. */
export function pairDifferences(
  minuends: readonly (number | null)[],
  subtrahends: readonly (number | null)[],
): (number | null)[] {
  if (minuends.length !== subtrahends.length) throw new RangeError('rounds without a partner');
  return minuends.map((minuend, round) => {
    const subtrahend = subtrahends[round] ?? null;
    return minuend === null || subtrahend === null ? null : minuend - subtrahend;
  });
}
