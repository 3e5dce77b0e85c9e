/**
 * The latency that `share` of the requests did not exceed: the nearest rank, so one that a request had. `null` without any.
 */
export function percentile(sortedMs: readonly number[], share: number): number | null {
  const rank = Math.max(1, Math.ceil(sortedMs.length * share));
  return sortedMs[rank - 1] ?? null;
}

/** The same of counts by milliseconds. */
export function percentileOfCounts(
  counts: Readonly<Record<string, number>>,
  share: number,
): number | null {
  const sorted = Object.entries(counts)
    .map(([ms, count]) => [Number(ms), count] as const)
    .toSorted(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(total * share));
  let seen = 0;
  return sorted.find(([, count]) => (seen += count) >= rank)?.[0] ?? null;
}
