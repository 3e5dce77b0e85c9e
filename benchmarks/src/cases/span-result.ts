import type { Environment } from '../harness/environment.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import type { VariantName } from '../variants/index.ts';
import type { SpanCaseName } from './span-workload.ts';

export const spanVariants = [
  'noop',
  'official',
  'native',
] as const satisfies readonly VariantName[];
export type SpanVariant = (typeof spanVariants)[number];

/** One round of one variant. Microseconds are per measured span; `benchmarks/README.md` says what each includes. */
export interface SpanFigures {
  readonly mainCpuUs: number | null;
  readonly processCpuUs: number;
  readonly callsUs: number;
  readonly wallUs: number;
  /** Bytes of V8's heap per span, in a process of its own; `null` where no measurement was free of a collection. */
  readonly allocatedBytes: number | null;
  readonly spansPerTurn: number;
  /** Spans ended, warm-up included. */
  readonly spansMade: number;
  /** Spans ended that the receiver never got. */
  readonly lost: number;
  readonly requests: number;
  readonly requestBytes: number;
}

const metrics = ['mainCpuUs', 'processCpuUs', 'callsUs', 'wallUs', 'allocatedBytes'] as const;
type Metric = (typeof metrics)[number];

export type VariantSummary = Record<Metric, Summary | null> & { readonly lost: number };

type SpanRatio = 'mainCpu' | 'processCpu' | 'calls' | 'allocatedBytes' | 'nativeOverNoop';

export interface SpanComparison {
  readonly variants: Readonly<Record<SpanVariant, VariantSummary>>;
  /** Official over native, round by round; `nativeOverNoop` is of the CPU of the main thread. */
  readonly ratios: Readonly<Record<SpanRatio, Summary | null>>;
}

/** What the result file holds. */
export interface SpanResult extends SpanComparison {
  readonly case: SpanCaseName;
  readonly environment: Environment;
  readonly settings: Readonly<Record<'rounds' | 'turns' | 'warmupTurns' | 'seed', number>>;
  readonly rounds: Rounds<SpanVariant, SpanFigures>;
}

export function compareSpanRounds(rounds: Rounds<SpanVariant, SpanFigures>): SpanComparison {
  const { noop, official, native } = rounds;
  const ratio = (metric: Metric) =>
    summarise(pairRatios(column(official, metric), column(native, metric)));
  return {
    variants: {
      noop: summariseVariant(noop),
      official: summariseVariant(official),
      native: summariseVariant(native),
    },
    ratios: {
      mainCpu: ratio('mainCpuUs'),
      processCpu: ratio('processCpuUs'),
      calls: ratio('callsUs'),
      allocatedBytes: ratio('allocatedBytes'),
      nativeOverNoop: summarise(pairRatios(column(native, 'mainCpuUs'), column(noop, 'mainCpuUs'))),
    },
  };
}

/** The last line of `--json`: medians alone. */
export function spanJsonLine(result: SpanResult): string {
  const variants = mapValues(result.variants, ({ lost, ...summaries }) => ({
    mainCpuUs: median(summaries.mainCpuUs),
    processCpuUs: median(summaries.processCpuUs),
    callsUs: median(summaries.callsUs),
    allocatedBytes: median(summaries.allocatedBytes),
    lost,
  }));
  const ratios = mapValues(result.ratios, median);
  return JSON.stringify({ case: result.case, node: result.environment.node, variants, ratios });
}

/** For people: median, and the range in brackets. */
export function spanTable(result: SpanResult): string {
  const { environment, settings } = result;
  const rows = Object.entries(result.variants).map(([name, summary]) => [
    name,
    ...metrics.map((metric) => formatSummary(summary[metric])),
    String(summary.lost),
  ]);
  return [
    `${result.case}: microseconds per span, median [min-max] of ${settings.rounds} rounds of ${settings.turns} turns`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', 'main-thread CPU', 'process CPU', 'inside calls', 'wall', 'allocated, bytes', 'lost'],
      ...rows,
      [
        'official / native',
        formatSummary(result.ratios.mainCpu),
        formatSummary(result.ratios.processCpu),
        formatSummary(result.ratios.calls),
        '',
        formatSummary(result.ratios.allocatedBytes),
      ],
      ['native / noop', formatSummary(result.ratios.nativeOverNoop)],
    ]),
  ].join('\n');
}

function summariseVariant(rounds: readonly SpanFigures[]): VariantSummary {
  return {
    mainCpuUs: summarise(column(rounds, 'mainCpuUs')),
    processCpuUs: summarise(column(rounds, 'processCpuUs')),
    callsUs: summarise(column(rounds, 'callsUs')),
    wallUs: summarise(column(rounds, 'wallUs')),
    allocatedBytes: summarise(column(rounds, 'allocatedBytes')),
    lost: rounds.reduce((sum, { lost }) => sum + lost, 0),
  };
}

function column(rounds: readonly SpanFigures[], metric: Metric): (number | null)[] {
  return rounds.map((figures) => figures[metric]);
}

function median(summary: Summary | null): number | null {
  return summary === null ? null : Math.round(summary.median * 1000) / 1000;
}

function formatSummary(summary: Summary | null): string {
  if (summary === null) return 'not measured';
  return `${summary.median.toFixed(2)} [${summary.min.toFixed(2)}-${summary.max.toFixed(2)}]`;
}

function mapValues<Key extends string, In, Out>(
  record: Readonly<Record<Key, In>>,
  map: (value: In) => Out,
): Record<Key, Out> {
  const entries = Object.entries<In>(record).map(([key, value]) => [key, map(value)]);
  return Object.fromEntries(entries) as Record<Key, Out>;
}
