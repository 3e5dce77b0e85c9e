/** The values of one series, by the time of their points. */
export type Points = Map<string, number>;

/** What the receiver got of one series. */
export interface SeriesArrivals {
  /** Different points. */
  readonly points: number;
  /** All of them added up, as deltas are. */
  readonly sum: number;
  /** The value of the latest one. */
  readonly last: number;
  /** Whether a later value is smaller than one before. */
  readonly falls: boolean;
}

export const kNoArrivals: SeriesArrivals = { points: 0, sum: 0, last: 0, falls: false };

/** Keeps one point. A point that arrives again has the same time, and must have the same value. */
export function keepPoint(points: Points, time: string, value: number): 'new' | 'again' | 'other' {
  const before = points.get(time);
  points.set(time, value);
  if (before === undefined) return 'new';
  return before === value ? 'again' : 'other';
}

export function arrivalsOf(points: Points | undefined): SeriesArrivals {
  if (points === undefined) return kNoArrivals;
  // Their times have equally many digits for the next centuries.
  const inOrder = [...points].sort(([one], [other]) => (one < other ? -1 : 1));
  const values = inOrder.map(([, value]) => value);
  return {
    points: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    last: values.at(-1) ?? 0,
    falls: values.some((value, i) => i > 0 && value < values[i - 1]!),
  };
}
