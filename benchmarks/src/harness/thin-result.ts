import { medianLines, type MedianLines } from './median-lines.ts';
import type { TimeSeries } from './time-series.ts';

/** Changes when a reader of older result files would misread newer ones. */
export const resultSchemaVersion = 2;

/** What a case measured: its rounds and series are as long as it ran. */
export interface FullResult {
  readonly case: string;
  readonly rounds: unknown;
  readonly series?: readonly TimeSeries[];
}

/** What a result file holds of a case's result: summaries of the rounds, and one line in place of the series of each variant. */
export type ThinResult<Full extends FullResult> = Omit<Full, 'rounds' | 'series'> & {
  readonly schemaVersion: typeof resultSchemaVersion;
} & (Full extends { readonly series: unknown }
    ? { readonly series: readonly MedianLines[] }
    : unknown);

/** Leaves out what no table or drawing shows: the file of a long run is not larger than that of a short one. */
export function thin<Full extends FullResult>(full: Full): ThinResult<Full> {
  const { series } = full;
  const summaries = { ...full, rounds: undefined, series: undefined };
  return {
    schemaVersion: resultSchemaVersion,
    ...roundFractions(summaries),
    ...(series === undefined ? {} : { series: medianLines(series.filter(isDrawn)) }),
  } as ThinResult<Full>;
}

/** The report draws memory in every phase, and CPU and event loop at the fixed rate. */
function isDrawn({ phase, metric }: TimeSeries): boolean {
  return metric === 'rssBytes' || (phase === 'fixed' && fixedRateMetrics.has(metric));
}

const fixedRateMetrics = new Set(['processCpuCores', 'loopDelayMs']);
const digits = 5;

/** Counts stay exact. More digits of anything else would be noise on a shared machine. Leaves `undefined` out. */
function roundFractions<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(digits)) : part,
    ),
  ) as Value;
}
