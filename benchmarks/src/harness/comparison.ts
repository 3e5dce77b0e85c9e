import type { Environment } from './environment.ts';
import type { Rounds } from './rounds.ts';
import { summarise, type Summary } from './statistics.ts';
import { formatTable } from './table.ts';

/** A figure that a column of the table shows. */
export interface Column {
  readonly title: string;
  readonly digits: number;
  /** One unit of the table in units of the figure: 2 ** 20 shows bytes as MiB. */
  readonly unit?: number;
}

/** The result file of a case whose variants each give a row of numbers. */
export interface Comparison<Variant extends string = string, Metric extends string = string> {
  readonly case: string;
  readonly environment: Environment;
  readonly settings: Readonly<Record<string, number | readonly number[] | readonly string[]>>;
  readonly variants: Readonly<Record<Variant, Readonly<Record<Metric, Summary | null>>>>;
  readonly ratios: Readonly<Record<string, Summary | null>>;
  readonly rounds: Rounds<Variant, Readonly<Record<Metric, number | null>>>;
}

/** Median and range of each metric of each variant. */
export function summariseRounds<Variant extends string, Metric extends string>(
  rounds: Rounds<Variant, Readonly<Record<Metric, number | null>>>,
  metrics: readonly Metric[],
): Record<Variant, Record<Metric, Summary | null>> {
  const summaries = Object.entries<Readonly<Record<Metric, number | null>>[]>(rounds).map(
    ([variant, figures]) => [
      variant,
      Object.fromEntries(
        metrics.map((metric) => [metric, summarise(figures.map((round) => round[metric]))]),
      ),
    ],
  );
  return Object.fromEntries(summaries) as Record<Variant, Record<Metric, Summary | null>>;
}

/** The last line of `--json`: medians alone. */
export function comparisonJsonLine(result: Comparison): string {
  return JSON.stringify({
    case: result.case,
    node: result.environment.node,
    variants: mapValues(result.variants, (summaries) => mapValues(summaries, median)),
    ratios: mapValues(result.ratios, median),
  });
}

/** For people: median, and the range in brackets. `headline` says what the numbers are. */
export function comparisonTable<Metric extends string>(
  result: Comparison<string, Metric>,
  headline: string,
  columns: Readonly<Partial<Record<Metric, Column>>>,
): string {
  const { environment, variants, ratios } = result;
  const shown = Object.entries<Column | undefined>(columns) as [Metric, Column][];
  return [
    headline,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', ...shown.map(([, { title }]) => title)],
      ...Object.entries(variants).map(([variant, summaries]) => [
        variant,
        ...shown.map(([metric, { digits, unit }]) =>
          formatSummary(summaries[metric], digits, unit),
        ),
      ]),
    ]),
    '',
    ...Object.entries(ratios).map(([name, summary]) => `${name}: ${formatSummary(summary, 2)}`),
  ].join('\n');
}

export function formatSummary(summary: Summary | null, digits: number, unit = 1): string {
  if (summary === null) return 'not measured';
  const [median, min, max] = [summary.median, summary.min, summary.max].map((value) =>
    (value / unit).toFixed(digits),
  );
  return `${median} [${min} to ${max}]`;
}

function median(summary: Summary | null): number | null {
  return summary === null ? null : Math.round(summary.median * 1000) / 1000;
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
