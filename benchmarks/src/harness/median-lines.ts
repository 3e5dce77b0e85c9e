import type { SeriesKey, TimeSeries } from './time-series.ts';

/**
 * One figure over the time of a phase, a line per variant: what a result file keeps of the {@link TimeSeries} of all
 * rounds, and what the report draws. The time is divided into steps of the same length.
 */
export interface MedianLines extends Omit<SeriesKey, 'variant' | 'round'> {
  readonly stepSeconds: number;
  /** By variant, per step: the median of the samples of all rounds; `null` where no round has a sample. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** As many as a small drawing can show. A longer run has longer steps, so its file is not larger. */
const maxSteps = 20;
const digits = 4;

/** One entry per phase and metric. */
export function medianLines(series: readonly TimeSeries[]): MedianLines[] {
  const sampled = series.filter(({ values }) => values.length > 0);
  const groups = Object.groupBy(sampled, ({ phase, metric }) => `${phase} ${metric}`);
  return Object.values(groups).flatMap((group = []) => linesOf(group));
}

function linesOf(group: readonly TimeSeries[]): MedianLines[] {
  const [first] = group;
  if (first === undefined) return [];
  const { phase, metric, unit } = first;
  const steps = Math.min(maxSteps, ...group.map(({ values }) => values.length));
  const lastSecond = Math.max(...group.map(({ atSeconds }) => atSeconds.at(-1) ?? 0));
  const stepSeconds = significant(lastSecond / steps);
  const byVariant = Object.entries(Object.groupBy(group, ({ variant }) => variant));
  const values = byVariant.map(([variant, rounds = []]) => [
    variant,
    samplesByStep(rounds, steps, stepSeconds).map(medianOf),
  ]);
  return [{ phase, metric, unit, stepSeconds, values: Object.fromEntries(values) }];
}

function samplesByStep(
  rounds: readonly TimeSeries[],
  steps: number,
  stepSeconds: number,
): number[][] {
  const samples = Array.from({ length: steps }, (): number[] => []);
  for (const { atSeconds, values } of rounds) {
    for (const [index, value] of values.entries()) {
      const step = Math.floor((atSeconds[index] ?? 0) / (stepSeconds || 1));
      samples[Math.min(step, steps - 1)]?.push(value);
    }
  }
  return samples;
}

/** `null` for no values. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : significant((lower + upper) / 2);
}

function significant(value: number): number {
  return Number(value.toPrecision(digits));
}
