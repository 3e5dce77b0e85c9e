import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import {
  systemMetricsVariants,
  type SystemMetricsTask,
  type SystemMetricsVariant,
  type SystemMetricsWork,
} from './system-metrics-task.ts';

export interface SystemMetricsOptions {
  readonly rounds?: number | undefined;
  /** Measured collections of each round. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const ours = ['same', 'native', 'all-native'] as const;
const measured = ['official', ...ours] as const;
type Ours = (typeof ours)[number];
type Measured = (typeof measured)[number];

interface Summaries {
  readonly loadMs: Summary | null;
  readonly loadBytes: Summary | null;
  readonly points: Summary | null;
  /** Microseconds of CPU per collection, less what one of nothing but the gauge takes. */
  readonly mainUs: Summary | null;
  readonly processUs: Summary | null;
}

/** What the result file holds. */
export interface SystemMetricsResult {
  readonly case: 'system-metrics';
  readonly environment: Environment;
  readonly settings: { readonly rounds: number; readonly collections: number };
  readonly variants: Readonly<Record<Measured, Summaries>>;
  /** Official over native, round by round. */
  readonly ratios: Readonly<Record<Ours, { main: Summary | null; process: Summary | null }>>;
  readonly rounds: Rounds<SystemMetricsVariant, SystemMetricsWork>;
}

const workerFile = fileURLToPath(new URL('system-metrics-worker.ts', import.meta.url));
const packages = [
  '@opentelemetry/host-metrics',
  '@opentelemetry/sdk-metrics',
  '@otel-native/metrics-system',
];
const defaultRounds = 5;
const defaultCollections = 50;
const workerTimeoutMs = 120_000;

/** What it costs to collect metrics of process and system, with the official SDK. */
export async function runSystemMetricsCase({
  rounds = defaultRounds,
  turns: collections = defaultCollections,
  report,
}: SystemMetricsOptions): Promise<SystemMetricsResult> {
  const pinning = detectPinning();
  const figures = await runInterleaved(systemMetricsVariants, rounds, async (variant, round) => {
    const task: SystemMetricsTask = { variant, collections };
    const work = await runWorker<SystemMetricsWork>(workerFile, task, pinning, workerTimeoutMs);
    report(`round ${round} of ${rounds}: ${variant}, ${work.mainUs?.toFixed(0)} µs a collection`);
    return work;
  });
  return {
    case: 'system-metrics',
    environment: describeEnvironment(packages, pinning),
    settings: { rounds, collections },
    ...compareSystemMetrics(figures),
    rounds: figures,
  };
}

/** Summaries of rounds. */
export function compareSystemMetrics(
  rounds: Rounds<SystemMetricsVariant, SystemMetricsWork>,
): Pick<SystemMetricsResult, 'variants' | 'ratios'> {
  const column = (variant: SystemMetricsVariant, key: keyof SystemMetricsWork) =>
    rounds[variant].map((figures) => figures[key]);
  const cost = (variant: Measured, key: 'mainUs' | 'processUs') =>
    pairDifferences(
      column(variant, key),
      column(variant === 'all-native' ? 'none-native' : 'none', key),
    );
  const ratio = (variant: Measured, key: 'mainUs' | 'processUs') =>
    summarise(pairRatios(cost('official', key), cost(variant, key)));
  const summaries = (variant: Measured): Summaries => ({
    loadMs: summarise(column(variant, 'loadMs')),
    loadBytes: summarise(column(variant, 'loadBytes')),
    points: summarise(column(variant, 'points')),
    mainUs: summarise(cost(variant, 'mainUs')),
    processUs: summarise(cost(variant, 'processUs')),
  });
  const ratiosOf = (variant: Ours) => ({
    main: ratio(variant, 'mainUs'),
    process: ratio(variant, 'processUs'),
  });
  return {
    variants: {
      official: summaries('official'),
      same: summaries('same'),
      native: summaries('native'),
      'all-native': summaries('all-native'),
    },
    ratios: {
      same: ratiosOf('same'),
      native: ratiosOf('native'),
      'all-native': ratiosOf('all-native'),
    },
  };
}

/** The last line of `--json`: medians alone. */
export function systemMetricsJsonLine({
  environment,
  variants,
  ratios,
}: SystemMetricsResult): string {
  const rounded = (summary: Summary | null) =>
    summary === null ? null : Math.round(summary.median * 1000) / 1000;
  const medians = (summaries: object) =>
    Object.fromEntries(
      Object.entries(summaries).map(([key, summary]) => [key, rounded(summary as Summary | null)]),
    );
  return JSON.stringify({
    case: 'system-metrics',
    node: environment.node,
    variants: Object.fromEntries(measured.map((variant) => [variant, medians(variants[variant])])),
    ratios: Object.fromEntries(ours.map((variant) => [variant, medians(ratios[variant])])),
  });
}

/** For people: medians. */
export function systemMetricsTable({
  environment,
  settings,
  variants,
  ratios,
}: SystemMetricsResult): string {
  const cell = (summary: Summary | null, digits = 0, unit = 1) =>
    summary === null ? 'not measured' : (summary.median / unit).toFixed(digits);
  return [
    `system-metrics: CPU per collection, medians of ${settings.rounds} rounds of ${settings.collections} collections`,
    'ratio: official / this variant; native reports everything, same what the official package reports, all-native everything to our own SDK',
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      [
        '',
        'points',
        'main, µs',
        'process, µs',
        'ratio main',
        'ratio process',
        'load, ms',
        'load, MiB',
      ],
      ...measured.map((variant) => {
        const figures = variants[variant];
        const ratio = variant === 'official' ? undefined : ratios[variant];
        return [
          variant,
          cell(figures.points),
          cell(figures.mainUs),
          cell(figures.processUs),
          ratio === undefined ? '' : cell(ratio.main, 1),
          ratio === undefined ? '' : cell(ratio.process, 1),
          cell(figures.loadMs, 1),
          cell(figures.loadBytes, 2, 1024 * 1024),
        ];
      }),
    ]),
  ].join('\n');
}
