import type { Summary } from '../harness/statistics.ts';

/** By case, then by ratio: the least that the median may be. A dot leads into a group: `alone.with`. */
export type Floors = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A ratio that is too low, or that was not measured. */
export interface Breach {
  readonly ratio: string;
  readonly floor: number;
  readonly median: number | null;
}

/** Throws for a ratio that `ratios` does not have: a floor that checks nothing is a mistake. */
export function breachesOf(ratios: object, floors: Readonly<Record<string, number>>): Breach[] {
  return Object.entries(floors)
    .map(([ratio, floor]) => ({ ratio, floor, median: medianAt(ratios, ratio) }))
    .filter(({ median, floor }) => median === null || !(median >= floor));
}

export function describeRatios(ratios: object, floors: Readonly<Record<string, number>>): string {
  return Object.entries(floors)
    .map(([ratio, floor]) => {
      const median = medianAt(ratios, ratio);
      return `${ratio} ${median?.toFixed(2) ?? 'not measured'} (floor ${floor})`;
    })
    .join(', ');
}

function medianAt(ratios: object, path: string): number | null {
  const found = valueAt(ratios, path);
  if (found === undefined) throw new Error(`there is no ratio "${path}"`);
  return found === null ? null : (found as Summary).median;
}

/** Follows whole keys, as some have a dot themselves: `2.5MB.wide`. */
function valueAt(group: unknown, path: string): unknown {
  if (typeof group !== 'object' || group === null) return undefined;
  if (Object.hasOwn(group, path)) return (group as Readonly<Record<string, unknown>>)[path];
  for (const [key, inner] of Object.entries(group)) {
    if (path.startsWith(`${key}.`)) return valueAt(inner, path.slice(key.length + 1));
  }
  return undefined;
}
