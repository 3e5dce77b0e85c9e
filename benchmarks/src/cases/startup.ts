import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';

export interface StartupOptions {
  readonly rounds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const variants = ['none', 'official', 'native'] as const;
export type StartupVariant = (typeof variants)[number];

/** One start. */
export interface StartupWork {
  /** Milliseconds of wall time for the import and `start()`. */
  readonly startMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Modules of Node itself that were loaded in the process so far. */
  readonly builtinsLoaded: number;
}

const metrics = ['startMs', 'rssBytes', 'heapBytes', 'builtinsLoaded'] as const;
type StartupSummary = Readonly<Record<(typeof metrics)[number], Summary | null>>;

/** What the result file holds. */
export interface StartupResult {
  readonly schemaVersion: 1;
  readonly case: 'startup';
  readonly environment: Environment;
  readonly settings: { readonly rounds: number };
  readonly variants: Readonly<Record<StartupVariant, StartupSummary>>;
  /** Official over native round by round; memory above that of the bare process. */
  readonly ratios: Readonly<Record<'time' | 'rss' | 'heap', Summary | null>>;
  readonly rounds: Rounds<StartupVariant, StartupWork>;
}

const workerFile = fileURLToPath(new URL('startup-worker.ts', import.meta.url));
const defaultRounds = 9;
const workerTimeoutMs = 60_000;
const packages = ['@opentelemetry/sdk-node', '@otel-native/sdk'];

/** Time and memory of `import` and `new NodeSDK().start()`, both at their defaults. */
export async function runStartupCase({
  rounds = defaultRounds,
  report,
}: StartupOptions): Promise<StartupResult> {
  const pinning = detectPinning();
  const figures = await runInterleaved(variants, rounds, async (variant, round) => {
    const work = await runWorker<StartupWork>(workerFile, { variant }, pinning, workerTimeoutMs);
    report(`round ${round} of ${rounds}: ${variant}, ${work.startMs.toFixed(1)} ms`);
    return work;
  });
  const column = (variant: StartupVariant, metric: keyof StartupWork) =>
    figures[variant].map((work) => work[metric]);
  const added = (variant: StartupVariant, metric: keyof StartupWork) =>
    column(variant, metric).map((value, round) => value - figures.none[round]![metric]);
  const ratio = (of: (variant: StartupVariant) => number[]) =>
    summarise(pairRatios(of('official'), of('native')));
  return {
    schemaVersion: 1,
    case: 'startup',
    environment: describeEnvironment(packages, pinning),
    settings: { rounds },
    variants: Object.fromEntries(
      variants.map((variant) => [
        variant,
        Object.fromEntries(metrics.map((metric) => [metric, summarise(column(variant, metric))])),
      ]),
    ) as StartupResult['variants'],
    ratios: {
      time: ratio((variant) => column(variant, 'startMs')),
      rss: ratio((variant) => added(variant, 'rssBytes')),
      heap: ratio((variant) => added(variant, 'heapBytes')),
    },
    rounds: figures,
  };
}

/** The last line of `--json`: medians alone. */
export function startupJsonLine({
  environment,
  variants: measured,
  ratios,
}: StartupResult): string {
  const median = (summary: Summary | null) =>
    summary === null ? null : Math.round(summary.median * 1000) / 1000;
  return JSON.stringify({
    case: 'startup',
    node: environment.node,
    variants: Object.fromEntries(
      variants.map((variant) => [
        variant,
        Object.fromEntries(metrics.map((metric) => [metric, median(measured[variant][metric])])),
      ]),
    ),
    ratios: { time: median(ratios.time), rss: median(ratios.rss), heap: median(ratios.heap) },
  });
}

/** For people: medians, and the range of the ratios in brackets. */
export function startupTable({
  environment,
  settings,
  variants: measured,
  ratios,
}: StartupResult): string {
  const megabytes = (summary: Summary | null) =>
    summary === null ? 'not measured' : (summary.median / 2 ** 20).toFixed(1);
  const range = (summary: Summary | null) =>
    summary === null
      ? 'not measured'
      : `${summary.median.toFixed(1)} [${summary.min.toFixed(1)}-${summary.max.toFixed(1)}]`;
  return [
    `startup: import and new NodeSDK().start(), medians of ${settings.rounds} rounds; ratios: official / native, memory above none`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', 'ms', 'RSS, MiB', 'heap, MiB', 'modules of Node'],
      ...variants.map((variant) => [
        variant,
        measured[variant].startMs?.median.toFixed(1) ?? 'not measured',
        megabytes(measured[variant].rssBytes),
        megabytes(measured[variant].heapBytes),
        String(measured[variant].builtinsLoaded?.median ?? 'not measured'),
      ]),
      ['ratio', range(ratios.time), range(ratios.rss), range(ratios.heap)],
    ]),
  ].join('\n');
}
