import type { Environment } from '../harness/environment.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';

export type ContextVariant = 'none' | 'official' | 'native';
export const contextVariants: readonly ContextVariant[] = ['none', 'official', 'native'];

export const contextOperations = [
  'with',
  'active',
  'setSpan',
  'setSpanFromRoot',
  'bindEmitter',
  'awaitChain',
] as const;
export type ContextOperation = (typeof contextOperations)[number];

/** One round of one variant, without and with other storages: nanoseconds per operation. */
export interface ContextFigures {
  readonly mode: string;
  readonly alone: Readonly<Record<ContextOperation, number>>;
  readonly amongStorages: Readonly<Record<ContextOperation, number>>;
}

export type Setting = 'alone' | 'amongStorages';

type Summaries = Readonly<Record<ContextOperation, Summary | null>>;

export interface ContextComparison {
  readonly variants: Readonly<Record<ContextVariant, Record<Setting, Summaries>>>;
  /** Official over native round by round; of `awaitChain` native over none. */
  readonly ratios: Record<Setting, Summaries>;
}

/** What the result file holds. */
export interface ContextResult extends ContextComparison {
  readonly case: 'context';
  readonly environment: Environment;
  readonly settings: Readonly<Record<'rounds' | 'repetitions' | 'storages', number>>;
  /** What carried the contexts of the variant `native`. */
  readonly mode: string;
  readonly rounds: Rounds<ContextVariant, ContextFigures>;
}

export function compareContextRounds(
  rounds: Rounds<ContextVariant, ContextFigures>,
): ContextComparison {
  const column = (variant: ContextVariant, setting: Setting, operation: ContextOperation) =>
    rounds[variant].map((figures) => figures[setting][operation]);
  const ratio = (setting: Setting, operation: ContextOperation) => {
    const [above, below] =
      operation === 'awaitChain'
        ? (['native', 'none'] as const)
        : (['official', 'native'] as const);
    return summarise(
      pairRatios(column(above, setting, operation), column(below, setting, operation)),
    );
  };
  const settings = <T>(of: (setting: Setting) => T) => ({
    alone: of('alone'),
    amongStorages: of('amongStorages'),
  });
  return {
    variants: Object.fromEntries(
      contextVariants.map((variant) => [
        variant,
        settings((setting) => each((operation) => summarise(column(variant, setting, operation)))),
      ]),
    ) as ContextComparison['variants'],
    ratios: settings((setting) => each((operation) => ratio(setting, operation))),
  };
}

/** The last line of `--json`: medians alone. */
export function contextJsonLine({ environment, mode, variants, ratios }: ContextResult): string {
  const medians = (summaries: Summaries) => each((operation) => rounded(summaries[operation]));
  return JSON.stringify({
    case: 'context',
    node: environment.node,
    mode,
    variants: Object.fromEntries(
      contextVariants.map((variant) => [variant, medians(variants[variant].alone)]),
    ),
    ratios: medians(ratios.alone),
    ratiosAmongStorages: medians(ratios.amongStorages),
  });
}

/** For people: median, and the range in brackets. */
export function contextTable({
  environment,
  settings,
  mode,
  variants,
  ratios,
}: ContextResult): string {
  const part = (setting: Setting, title: string) => [
    [title, ...contextOperations],
    ...contextVariants.map((variant) => [
      variant,
      ...contextOperations.map((operation) => shown(variants[variant][setting][operation], 0)),
    ]),
    ['ratio', ...contextOperations.map((operation) => shown(ratios[setting][operation], 2))],
  ];
  return [
    `context: nanoseconds per operation, median [min-max] of ${settings.rounds} rounds; native is carried by ${mode}`,
    'ratio: official / native, of awaitChain native / none',
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable(part('alone', 'alone')),
    '',
    formatTable(part('amongStorages', `among ${settings.storages} storages`)),
  ].join('\n');
}

function each<T>(of: (operation: ContextOperation) => T): Record<ContextOperation, T> {
  return Object.fromEntries(
    contextOperations.map((operation) => [operation, of(operation)]),
  ) as Record<ContextOperation, T>;
}

function rounded(summary: Summary | null): number | null {
  return summary === null ? null : Math.round(summary.median * 1000) / 1000;
}

function shown(summary: Summary | null, digits: number): string {
  if (summary === null) return 'not measured';
  const [median, min, max] = [summary.median, summary.min, summary.max].map((value) =>
    value.toFixed(digits),
  );
  return `${median} [${min}-${max}]`;
}
