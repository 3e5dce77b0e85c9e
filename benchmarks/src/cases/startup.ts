import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';

import {
  startupVariants,
  type StartupTask,
  type StartupVariant,
  type StartupWork,
} from './startup-task.ts';

export interface StartupOptions {
  readonly rounds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const metrics = ['startMs', 'rssBytes', 'heapBytes', 'builtinsLoaded', 'filesLoaded'] as const;
type StartupSummary = Readonly<Record<(typeof metrics)[number], Summary | null>>;

/** What the result file holds. */
export interface StartupResult {
  readonly case: 'startup';
  readonly environment: Environment;
  readonly settings: { readonly rounds: number };
  readonly variants: Readonly<Record<StartupVariant, StartupSummary>>;
  /** Official over native round by round; memory above that of the bare process. */
  readonly ratios: Readonly<
    Record<'time' | 'timeInstrumented' | 'rss' | 'heap' | 'files', Summary | null>
  >;
  readonly rounds: Rounds<StartupVariant, StartupWork>;
}

const workerFile = fileURLToPath(new URL('startup-worker.ts', import.meta.url));
const defaultRounds = 9;
const workerTimeoutMs = 60_000;
const packages = [
  '@opentelemetry/sdk-node',
  '@opentelemetry/instrumentation-express',
  '@opentelemetry/instrumentation-http',
  '@opentelemetry/instrumentation-undici',
  '@otel-native/instrumentations',
  '@otel-native/sdk',
];

/** Time and memory of `import` and `new NodeSDK().start()` at the defaults, and with the instrumentations of a web service. */
export async function runStartupCase({
  rounds = defaultRounds,
  report,
}: StartupOptions): Promise<StartupResult> {
  const pinning = detectPinning();
  const figures = await runInterleaved(startupVariants, rounds, async (variant, round) => {
    const run = (countFiles: boolean) =>
      runWorker<StartupWork>(
        workerFile,
        { variant, countFiles } satisfies StartupTask,
        pinning,
        workerTimeoutMs,
      );
    const timed = await run(false);
    const work = { ...timed, filesLoaded: (await run(true)).filesLoaded };
    report(`round ${round} of ${rounds}: ${variant}, ${work.startMs.toFixed(1)} ms`);
    return work;
  });
  const column = (variant: StartupVariant, metric: keyof StartupWork) =>
    figures[variant].map((work) => work[metric]);
  const added = (variant: StartupVariant, metric: keyof StartupWork) =>
    pairDifferences(column(variant, metric), column('none', metric));
  const ratio = (of: (variant: 'official' | 'native') => (number | null)[]) =>
    summarise(pairRatios(of('official'), of('native')));
  return {
    case: 'startup',
    environment: describeEnvironment(packages, pinning),
    settings: { rounds },
    variants: Object.fromEntries(
      startupVariants.map((variant) => [
        variant,
        Object.fromEntries(metrics.map((metric) => [metric, summarise(column(variant, metric))])),
      ]),
    ) as StartupResult['variants'],
    ratios: {
      time: ratio((variant) => column(variant, 'startMs')),
      timeInstrumented: ratio((variant) => column(`${variant}-instrumented`, 'startMs')),
      rss: ratio((variant) => added(variant, 'rssBytes')),
      heap: ratio((variant) => added(variant, 'heapBytes')),
      files: ratio((variant) => column(variant, 'filesLoaded')),
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
      startupVariants.map((variant) => [
        variant,
        Object.fromEntries(metrics.map((metric) => [metric, median(measured[variant][metric])])),
      ]),
    ),
    ratios: {
      time: median(ratios.time),
      timeInstrumented: median(ratios.timeInstrumented),
      rss: median(ratios.rss),
      heap: median(ratios.heap),
      files: median(ratios.files),
    },
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
    `startup: import and start, medians of ${settings.rounds} rounds; ratios: official / native, memory above none`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', 'ms', 'RSS, MiB', 'heap, MiB', 'modules of Node', 'files'],
      ...startupVariants.map((variant) => [
        variant,
        measured[variant].startMs?.median.toFixed(1) ?? 'not measured',
        megabytes(measured[variant].rssBytes),
        megabytes(measured[variant].heapBytes),
        String(measured[variant].builtinsLoaded?.median ?? 'not measured'),
        String(measured[variant].filesLoaded?.median ?? 'not measured'),
      ]),
      ['ratio', range(ratios.time), range(ratios.rss), range(ratios.heap), '', range(ratios.files)],
    ]),
    `instrumented, time: ${range(ratios.timeInstrumented)}`,
  ].join('\n');
}
