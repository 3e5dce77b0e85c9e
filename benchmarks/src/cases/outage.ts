import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { formatSummary } from '../harness/comparison.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import { SeriesRecorder, type TimeSeries } from '../harness/time-series.ts';
import { FaultyCollector, faults, slowAnswerMs, type Fault } from '../receiver/faulty-collector.ts';
import { variantPackages } from '../variants/index.ts';
import type { OutageTask, OutageWork } from './outage-worker.ts';

export interface OutageOptions {
  readonly rounds?: number | undefined;
  /** Seconds that each fault lasts. */
  readonly seconds?: number | undefined;
  readonly faults?: readonly Fault[];
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

export const outageVariants = ['noop', 'official', 'native'] as const;
export type OutageVariant = (typeof outageVariants)[number];

const metrics = ['spansMade', 'lost', 'peakRssBytes', 'longestPauseMs', 'p99PauseMs'] as const;
type OutageMetric = (typeof metrics)[number];
/** Of the whole run: before, during and after the fault. Pauses are what a request of the application would have waited. */
export type OutageFigures = Readonly<Record<OutageMetric, number>>;
type ByFault<T> = Readonly<Partial<Record<Fault, T>>>;

/** What the result file holds. */
export interface OutageResult {
  readonly case: 'outage';
  readonly environment: Environment;
  readonly settings: {
    readonly rounds: number;
    readonly seconds: number;
    readonly healthySeconds: number;
    readonly recoverySeconds: number;
    readonly turnIntervalMs: number;
    readonly slowAnswerMs: number;
    readonly seed: number;
    readonly faults: readonly Fault[];
  };
  readonly variants: Readonly<
    Record<OutageVariant, ByFault<Readonly<Record<OutageMetric, Summary | null>>>>
  >;
  readonly rounds: Rounds<OutageVariant, ByFault<OutageFigures>>;
  /** `rssBytes`; the phase is the fault. */
  readonly series: readonly TimeSeries[];
}

const workerFile = fileURLToPath(new URL('outage-worker.ts', import.meta.url));
const defaultRounds = 1;
const defaultSeconds = 60;
/** At most: a short trial stays one. */
const maxHealthySeconds = 3;
const maxRecoverySeconds = 10;
/** 100 turns or 300 spans a second: what a busy service makes, and little enough for an SDK that waits a minute in a bounded queue. */
const turnIntervalMs = 10;
const seed = 20_250_704;
const spareTimeoutMs = 90_000;

/** A Collector that is away, slow or refusing for a while: what is lost, and what the application notices. */
export async function runOutageCase(options: OutageOptions): Promise<OutageResult> {
  const { rounds = defaultRounds, seconds = defaultSeconds, report } = options;
  const chosen = options.faults ?? faults;
  const pinning = detectPinning();
  const healthySeconds = Math.min(maxHealthySeconds, seconds);
  const recoverySeconds = Math.min(maxRecoverySeconds, seconds);
  const series: TimeSeries[] = [];

  const measure = async (variant: OutageVariant, fault: Fault, round: number) => {
    const collector = new FaultyCollector({
      fault,
      healthyMs: healthySeconds * 1000,
      faultMs: seconds * 1000,
    });
    const task: OutageTask = {
      variant,
      endpoint: await collector.start(),
      seed,
      turnIntervalMs,
      seconds: healthySeconds + seconds + recoverySeconds,
    };
    const timeoutMs = task.seconds * 1000 + spareTimeoutMs;
    const work = await runWorker<OutageWork>(workerFile, task, pinning, timeoutMs);
    await collector.stop();
    series.push(rssSeries(work, variant, fault, round));
    return figuresOf(work, collector.spans);
  };
  const figures = await runInterleaved(outageVariants, rounds, async (variant, round) => {
    const byFault: Partial<Record<Fault, OutageFigures>> = {};
    for (const fault of chosen) byFault[fault] = await measure(variant, fault, round);
    const lost = Object.entries(byFault).map(([fault, of]) => `${fault} ${of.lost}`);
    report(`round ${round} of ${rounds}: ${variant}, lost: ${lost.join(', ')}`);
    return byFault;
  });
  return {
    case: 'outage',
    environment: describeEnvironment(
      outageVariants.flatMap((variant) => variantPackages[variant]),
      pinning,
    ),
    settings: {
      ...{ rounds, seconds, healthySeconds, recoverySeconds, turnIntervalMs, slowAnswerMs, seed },
      faults: chosen,
    },
    variants: summariseOutages(figures, chosen),
    rounds: figures,
    series,
  };
}

function figuresOf({ spansMade, pauses, rss }: OutageWork, received: number): OutageFigures {
  return {
    spansMade,
    lost: spansMade - received,
    peakRssBytes: Math.max(...rss.bytes),
    longestPauseMs: pauses.longestMs,
    p99PauseMs: pauses.p99Ms,
  };
}

function rssSeries(
  { rss }: OutageWork,
  variant: OutageVariant,
  phase: Fault,
  round: number,
): TimeSeries {
  const recorder = new SeriesRecorder({ variant, round, phase, metric: 'rssBytes', unit: 'bytes' });
  rss.bytes.forEach((bytes, index) => recorder.add(rss.atSeconds[index] ?? 0, bytes));
  return recorder.finish();
}

export function summariseOutages(
  rounds: OutageResult['rounds'],
  chosen: readonly Fault[],
): OutageResult['variants'] {
  const summaries = outageVariants.map((variant) => [
    variant,
    Object.fromEntries(
      chosen.map((fault) => [
        fault,
        Object.fromEntries(
          metrics.map((metric) => [
            metric,
            summarise(rounds[variant].map((byFault) => byFault[fault]?.[metric] ?? null)),
          ]),
        ),
      ]),
    ),
  ]);
  return Object.fromEntries(summaries) as OutageResult['variants'];
}

/** The last line of `--json`: medians alone. */
export function outageJsonLine({ environment, settings, variants }: OutageResult): string {
  const medians = (variant: OutageVariant) =>
    settings.faults.map((fault) => [
      fault,
      Object.fromEntries(
        metrics.map((metric) => [metric, variants[variant][fault]?.[metric]?.median ?? null]),
      ),
    ]);
  return JSON.stringify({
    case: 'outage',
    node: environment.node,
    variants: Object.fromEntries(
      outageVariants.map((variant) => [variant, Object.fromEntries(medians(variant))]),
    ),
  });
}

/** For people: median, and the range in brackets. */
export function outageTable({ environment, settings, variants }: OutageResult): string {
  const row = (fault: Fault, variant: OutageVariant) => {
    const summaries = variants[variant][fault];
    const cell = (metric: OutageMetric, digits: number, unit = 1) =>
      formatSummary(summaries?.[metric] ?? null, digits, unit);
    return [
      `${fault} ${variant}`,
      cell('lost', 0),
      cell('spansMade', 0),
      cell('peakRssBytes', 1, 2 ** 20),
      cell('p99PauseMs', 2),
      cell('longestPauseMs', 2),
    ];
  };
  return [
    `outage: a fault of ${settings.seconds} s, median [min to max] of ${settings.rounds} rounds`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', 'lost', 'of spans', 'peak RSS, MiB', 'pause p99, ms', 'longest, ms'],
      ...settings.faults.flatMap((fault) => outageVariants.map((variant) => row(fault, variant))),
    ]),
  ].join('\n');
}
