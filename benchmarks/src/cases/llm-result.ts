import { summariseRounds } from '../harness/comparison.ts';
import type { Environment } from '../harness/environment.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';

export const llmVariants = ['noop', 'official', 'native'] as const;
export type LlmVariant = (typeof llmVariants)[number];

/** Characters of a message attribute, and how often a call with it comes. */
export const messageSizes = {
  '100KB': { messageLength: 100_000, intervalMs: 20 },
  '2.5MB': { messageLength: 2_500_000, intervalMs: 200 },
} as const;
export type MessageSize = keyof typeof messageSizes;

const metrics = [
  'longestMs',
  'longestCpuMs',
  'mainCpuMs',
  'processCpuMs',
  'peakRssBytes',
  'lost',
] as const;
type LlmMetric = (typeof metrics)[number];

/** One size in one round; CPU per call. */
export type LlmFigures = Readonly<Record<LlmMetric, number | null>>;

type LlmRatios = Readonly<
  Record<'longest' | 'longestCpu' | 'mainCpu' | 'processCpu' | 'rss', Summary | null>
>;

export interface LlmComparison {
  readonly variants: Readonly<
    Record<LlmVariant, Readonly<Record<MessageSize, Readonly<Record<LlmMetric, Summary | null>>>>>
  >;
  /** Official over native round by round, nothing subtracted, but memory: that is above `noop`. */
  readonly ratios: Readonly<Record<MessageSize, LlmRatios>>;
}

export function compareLlmRounds(
  rounds: Rounds<LlmVariant, Record<MessageSize, LlmFigures>>,
): LlmComparison {
  const of = (size: MessageSize) => ({
    noop: rounds.noop.map((figures) => figures[size]),
    official: rounds.official.map((figures) => figures[size]),
    native: rounds.native.map((figures) => figures[size]),
  });
  const bySize = <T>(make: (figures: Rounds<LlmVariant, LlmFigures>) => T) => ({
    '100KB': make(of('100KB')),
    '2.5MB': make(of('2.5MB')),
  });
  const summaries = bySize((figures) => summariseRounds<LlmVariant, LlmMetric>(figures, metrics));
  const variant = (name: LlmVariant) => ({
    '100KB': summaries['100KB'][name],
    '2.5MB': summaries['2.5MB'][name],
  });
  return {
    variants: { noop: variant('noop'), official: variant('official'), native: variant('native') },
    ratios: bySize(ratiosOf),
  };
}

function ratiosOf(figures: Rounds<LlmVariant, LlmFigures>): LlmRatios {
  const column = (variant: LlmVariant, metric: LlmMetric) =>
    figures[variant].map((round) => round[metric]);
  const ratio = (metric: LlmMetric) =>
    summarise(pairRatios(column('official', metric), column('native', metric)));
  const addedRss = (variant: LlmVariant) =>
    pairDifferences(column(variant, 'peakRssBytes'), column('noop', 'peakRssBytes'));
  return {
    longest: ratio('longestMs'),
    longestCpu: ratio('longestCpuMs'),
    mainCpu: ratio('mainCpuMs'),
    processCpu: ratio('processCpuMs'),
    rss: summarise(pairRatios(addedRss('official'), addedRss('native'))),
  };
}

interface LlmLineInput extends LlmComparison {
  readonly environment: Pick<Environment, 'node'>;
}

/** The last line of `--json`: medians alone. */
export function llmJsonLine({ environment, variants, ratios }: LlmLineInput): string {
  const medians = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const { median } = value as Partial<Summary>;
    if (median !== undefined) return Math.round(median * 1000) / 1000;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, medians(inner)]));
  };
  return JSON.stringify({
    case: 'llm',
    node: environment.node,
    variants: medians(variants),
    ratios: medians(ratios),
  });
}
