import type { Environment } from '../harness/environment.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';

export const llmVariants = ['noop', 'official', 'native'] as const;
export type LlmVariant = (typeof llmVariants)[number];

/** How V8 holds the characters of a message: one byte each, or two because some are beyond Latin-1. */
export const encodings = ['ascii', 'wide'] as const;
export type MessageEncoding = (typeof encodings)[number];

/** What a call has as its messages. */
export interface MessageShape {
  /** Characters of all texts. */
  readonly messageLength: number;
  /** Texts in one nested value; 1: the value is a text. */
  readonly messages: number;
  /** How often a call comes where pauses are measured. */
  readonly intervalMs: number;
  /** Milliseconds that the thread sleeps between two calls where CPU is measured; 0: a turn of the event loop. */
  readonly pauseMs: number;
  /** Calls between two flushes there: a batch of 5 or 10 MB. */
  readonly callsPerFlush: number;
}

export const messageShapes = {
  '100KB': {
    messageLength: 100_000,
    messages: 1,
    intervalMs: 20,
    pauseMs: 0,
    callsPerFlush: 50,
  },
  '100KBNested': {
    messageLength: 100_000,
    messages: 40,
    intervalMs: 20,
    pauseMs: 0,
    callsPerFlush: 50,
  },
  '2.5MB': {
    messageLength: 2_500_000,
    messages: 1,
    intervalMs: 200,
    pauseMs: 100,
    callsPerFlush: 4,
  },
} as const satisfies Record<string, MessageShape>;
export type MessageSize = keyof typeof messageShapes;
export const messageSizes = Object.keys(messageShapes) as MessageSize[];

const metrics = [
  'longestMs',
  'longestCpuMs',
  'mainCpuMs',
  'processCpuMs',
  'peakRssBytes',
  'lost',
] as const;
type LlmMetric = (typeof metrics)[number];

/** One size and encoding in one round; CPU per call. */
export type LlmFigures = Readonly<Record<LlmMetric, number | null>>;

type LlmRatio = 'longest' | 'longestCpu' | 'mainCpuAboveNoop' | 'processCpuAboveNoop' | 'rss';
type LlmRatios = Readonly<Record<LlmRatio, Summary | null>>;

/** One value for each kind of messages. */
export type ByMessages<Value> = Readonly<
  Record<MessageSize, Readonly<Record<MessageEncoding, Value>>>
>;

export interface LlmComparison {
  readonly variants: Readonly<
    Record<LlmVariant, ByMessages<Readonly<Record<LlmMetric, Summary | null>>>>
  >;
  /** Official over native round by round; of CPU time and memory, what is above `noop`. */
  readonly ratios: ByMessages<LlmRatios>;
}

/** Makes a value for each kind of messages. */
export function byMessages<Value>(
  make: (size: MessageSize, encoding: MessageEncoding) => Value,
): ByMessages<Value> {
  return Object.fromEntries(
    messageSizes.map((size) => [
      size,
      Object.fromEntries(encodings.map((encoding) => [encoding, make(size, encoding)])),
    ]),
  ) as ByMessages<Value>;
}

export function compareLlmRounds(
  rounds: Rounds<LlmVariant, ByMessages<LlmFigures>>,
): LlmComparison {
  const summaries = (variant: LlmVariant) =>
    byMessages((size, encoding) => {
      const figures = rounds[variant].map((round) => round[size][encoding]);
      return Object.fromEntries(
        metrics.map((metric) => [metric, summarise(figures.map((round) => round[metric]))]),
      ) as Record<LlmMetric, Summary | null>;
    });
  return {
    variants: {
      noop: summaries('noop'),
      official: summaries('official'),
      native: summaries('native'),
    },
    ratios: byMessages((size, encoding) =>
      ratiosOf((variant, metric) => rounds[variant].map((round) => round[size][encoding][metric])),
    ),
  };
}

function ratiosOf(
  column: (variant: LlmVariant, metric: LlmMetric) => (number | null)[],
): LlmRatios {
  const ratio = (metric: LlmMetric) =>
    summarise(pairRatios(column('official', metric), column('native', metric)));
  const aboveNoop = (metric: LlmMetric) => {
    const added = (variant: LlmVariant) =>
      pairDifferences(column(variant, metric), column('noop', metric));
    return summarise(pairRatios(added('official'), added('native')));
  };
  return {
    longest: ratio('longestMs'),
    longestCpu: ratio('longestCpuMs'),
    mainCpuAboveNoop: aboveNoop('mainCpuMs'),
    processCpuAboveNoop: aboveNoop('processCpuMs'),
    rss: aboveNoop('peakRssBytes'),
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
