import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { pairRatios, summarise } from '../harness/statistics.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import { metricPackages, type MetricVariant } from '../variants/metrics/index.ts';
import type { CollectTask, CollectWork } from './metric-collect-worker.ts';
import type { MetricTask, MetricWork } from './metric-worker.ts';

export interface MetricOptions {
  readonly rounds?: number | undefined;
  /** Measured calls of each instrument in a round. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const variants = ['noop', 'official', 'native'] as const satisfies readonly MetricVariant[];
const figures = [
  'counterNanos',
  'counterRandomNanos',
  'counterBoundNanos',
  'histogramNanos',
  'counterProcessNanos',
  'histogramProcessNanos',
  'collectPauseMs',
  'collectPauseCpuMs',
  'points',
  'lost',
] as const;
type MetricFigure = (typeof figures)[number];

/** What the result file holds. */
export type MetricResult = Comparison<MetricVariant, MetricFigure>;

const workerFile = fileURLToPath(new URL('metric-worker.ts', import.meta.url));
const collectWorkerFile = fileURLToPath(new URL('metric-collect-worker.ts', import.meta.url));
const defaultRounds = 5;
const defaultCalls = 2_000_000;
/** At most: a short trial stays one. */
const maxWarmupCalls = 300_000;
const sets = 100;
const series = 2_000;
const collections = 30;
const exportIntervalMillis = 500;
const seed = 20_250_704;
const spareTimeoutMs = 120_000;

/** What recording a measurement costs, and for how long a collection holds the event loop. */
export async function runMetricCase(options: MetricOptions): Promise<MetricResult> {
  const { rounds = defaultRounds, turns: calls = defaultCalls, report } = options;
  const warmupCalls = Math.min(maxWarmupCalls, calls);
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const measured = await runInterleaved(variants, rounds, async (variant, round) => {
      const { endpoint } = receiver;
      const task = { variant, endpoint, seed, sets, warmupCalls, calls, exportIntervalMillis };
      const counter = await recordCost({ ...task, instrument: 'counter' }, receiver, pinning);
      const random = await recordCost({ ...task, instrument: 'counterRandom' }, receiver, pinning);
      const bound = await recordCost({ ...task, instrument: 'counterBound' }, receiver, pinning);
      const histogram = await recordCost({ ...task, instrument: 'histogram' }, receiver, pinning);
      const collect: CollectTask = { variant, endpoint, seed, series, collections };
      const pause = await runWorker<CollectWork>(
        collectWorkerFile,
        collect,
        pinning,
        spareTimeoutMs,
      );
      report(
        `round ${round} of ${rounds}: ${variant}, counter ${counter.mainNanos?.toFixed(0)} ns, random ${random.mainNanos?.toFixed(0)} ns, bound ${bound.mainNanos?.toFixed(0)} ns, histogram ${histogram.mainNanos?.toFixed(0)} ns, collection ${pause.pauseMs.toFixed(2)} ms`,
      );
      return {
        counterNanos: counter.mainNanos,
        counterRandomNanos: random.mainNanos,
        counterBoundNanos: bound.mainNanos,
        histogramNanos: histogram.mainNanos,
        counterProcessNanos: counter.processNanos,
        histogramProcessNanos: histogram.processNanos,
        collectPauseMs: pause.pauseMs,
        collectPauseCpuMs: pause.pauseCpuMs,
        points: counter.points + random.points + bound.points + histogram.points,
        lost: counter.lost + random.lost + bound.lost + histogram.lost,
      };
    });
    return {
      case: 'metric',
      environment: describeEnvironment(metricPackages, pinning),
      settings: {
        rounds,
        calls,
        warmupCalls,
        sets,
        series,
        collections,
        exportIntervalMillis,
        seed,
      },
      variants: summariseRounds<MetricVariant, MetricFigure>(measured, figures),
      ratios: compareMetrics(measured),
      rounds: measured,
    };
  } finally {
    await receiver.stop();
  }
}

interface RecordCost {
  readonly mainNanos: number | null;
  readonly processNanos: number;
  /** Data points that the receiver got. */
  readonly points: number;
  /** Measurements that are not in what the receiver got last. */
  readonly lost: number;
}

async function recordCost(
  task: MetricTask,
  receiver: Receiver,
  pinning: Pinning,
): Promise<RecordCost> {
  const before = await receiver.counts();
  const { cpu } = await runWorker<MetricWork>(workerFile, task, pinning, spareTimeoutMs);
  const after = await receiver.counts();
  const points = after.points - before.points;
  const nanosPerCall = (us: number) => Math.round((us * 1_000_000) / task.calls) / 1_000;
  const made = task.variant === 'noop' ? 0 : task.warmupCalls + task.calls;
  return {
    mainNanos: cpu.mainUs === null ? null : nanosPerCall(cpu.mainUs),
    processNanos: nanosPerCall(cpu.processUs),
    points,
    lost: made - (points === 0 ? 0 : after.lastMeasurements),
  };
}

/** Official divided by native, nothing subtracted. */
export function compareMetrics(rounds: MetricResult['rounds']): MetricResult['ratios'] {
  const ratio = (figure: MetricFigure) =>
    summarise(
      pairRatios(
        rounds.official.map((of) => of[figure]),
        rounds.native.map((of) => of[figure]),
      ),
    );
  return {
    counter: ratio('counterNanos'),
    counterRandom: ratio('counterRandomNanos'),
    counterBound: ratio('counterBoundNanos'),
    histogram: ratio('histogramNanos'),
    counterProcess: ratio('counterProcessNanos'),
    histogramProcess: ratio('histogramProcessNanos'),
    collectPause: ratio('collectPauseCpuMs'),
    collectPauseWall: ratio('collectPauseMs'),
  };
}

export function metricTable(result: MetricResult): string {
  return comparisonTable(
    result,
    `metric: nanoseconds a call with 3 attributes, and milliseconds that a collection of ${result.settings['series']} series held the loop; median [min to max] of ${result.settings['rounds']} rounds; ratios: official / native`,
    {
      counterNanos: { title: 'add', digits: 0 },
      counterRandomNanos: { title: 'add, random', digits: 0 },
      counterBoundNanos: { title: 'add, bound', digits: 0 },
      histogramNanos: { title: 'record', digits: 0 },
      counterProcessNanos: { title: 'add, process', digits: 0 },
      histogramProcessNanos: { title: 'record, process', digits: 0 },
      collectPauseMs: { title: 'collection', digits: 3 },
      collectPauseCpuMs: { title: 'collection, CPU', digits: 3 },
      points: { title: 'points', digits: 0 },
      lost: { title: 'lost', digits: 0 },
    },
  );
}
