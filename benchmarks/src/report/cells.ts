import type { Summary } from '../harness/statistics.ts';

export const notMeasured = '–';

/** The median of a number of things. */
export function count(summary: Summary | null | undefined): string {
  return summary == null ? notMeasured : summary.median.toLocaleString('en');
}

/** The median, in units of `unit`. */
export function decimals(summary: Summary | null | undefined, digits: number, unit = 1): string {
  return summary == null ? notMeasured : (summary.median / unit).toFixed(digits);
}
