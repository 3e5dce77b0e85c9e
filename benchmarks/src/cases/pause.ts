import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { startReceiver } from '../receiver/client.ts';
import { variantPackages } from '../variants/index.ts';
import type { PauseTask, PauseWork } from './pause-worker.ts';

export interface PauseOptions {
  readonly rounds?: number | undefined;
  /** Measured seconds of each round. */
  readonly seconds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const variants = ['noop', 'official', 'native'] as const;
type PauseVariant = (typeof variants)[number];
const metrics = ['longestMs', 'longestCpuMs', 'p99Ms', 'spansPerSecond', 'lost'] as const;
type PauseMetric = (typeof metrics)[number];

/** What the result file holds. */
export interface PauseResult extends Comparison<PauseVariant, PauseMetric> {
  /** Milliseconds by which a variant's longest pause exceeds that of `noop` in the same round. */
  readonly added: Readonly<Record<'official' | 'native', PauseDifference>>;
}
type PauseDifference = Readonly<Record<'longestMs' | 'longestCpuMs', Summary | null>>;

const workerFile = fileURLToPath(new URL('pause-worker.ts', import.meta.url));
const defaultRounds = 9;
const defaultSeconds = 10;
/** At most: a short trial stays one. */
const maxWarmupSeconds = 3;
const seed = 20_250_703;
const spareTimeoutMs = 60_000;

/** The longest time that telemetry holds the event loop, at a steady rate that no SDK is near its limit at. */
export async function runPauseCase(options: PauseOptions): Promise<PauseResult> {
  const { rounds = defaultRounds, seconds = defaultSeconds, report } = options;
  const warmupSeconds = Math.min(maxWarmupSeconds, seconds);
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const figures = await runInterleaved(variants, rounds, async (variant, round) => {
      const before = await receiver.counts();
      const { endpoint } = receiver;
      const task: PauseTask = { variant, endpoint, seed, warmupSeconds, seconds };
      const timeoutMs = (warmupSeconds + seconds) * 1000 + spareTimeoutMs;
      const work = await runWorker<PauseWork>(workerFile, task, pinning, timeoutMs);
      const received = (await receiver.counts()).spans - before.spans;
      const { longestMs, longestCpuMs, p99Ms } = work.pauses;
      report(`round ${round} of ${rounds}: ${variant}, longest pause ${longestMs} ms`);
      return {
        ...{ longestMs, longestCpuMs, p99Ms },
        spansPerSecond: Math.round(work.spansMade / (warmupSeconds + seconds)),
        lost: work.spansMade - received,
      };
    });
    return {
      case: 'pause',
      environment: describeEnvironment(
        variants.flatMap((variant) => variantPackages[variant]),
        pinning,
      ),
      settings: { rounds, seconds, warmupSeconds, seed },
      variants: summariseRounds<PauseVariant, PauseMetric>(figures, metrics),
      ...comparePauses(figures),
      rounds: figures,
    };
  } finally {
    await receiver.stop();
  }
}

/** Ratios are of the pauses as they are, nothing subtracted: `noop` has its own, which both SDKs' then hold. */
export function comparePauses(
  rounds: PauseResult['rounds'],
): Pick<PauseResult, 'ratios' | 'added'> {
  const column = (variant: PauseVariant, metric: PauseMetric) =>
    rounds[variant].map((figures) => figures[metric]);
  const ratio = (metric: PauseMetric) =>
    summarise(pairRatios(column('official', metric), column('native', metric)));
  const added = (variant: PauseVariant): PauseDifference => ({
    longestMs: summarise(
      pairDifferences(column(variant, 'longestMs'), column('noop', 'longestMs')),
    ),
    longestCpuMs: summarise(
      pairDifferences(column(variant, 'longestCpuMs'), column('noop', 'longestCpuMs')),
    ),
  });
  return {
    ratios: { longest: ratio('longestMs'), longestCpu: ratio('longestCpuMs'), p99: ratio('p99Ms') },
    added: { official: added('official'), native: added('native') },
  };
}

export function pauseTable(result: PauseResult): string {
  const ms = { digits: 3 };
  const table = comparisonTable(
    result,
    `pause: milliseconds that the loop was held, median [min to max] of ${result.settings['rounds']} rounds; ratios: official / native`,
    {
      longestMs: { title: 'longest', ...ms },
      longestCpuMs: { title: 'longest, CPU', ...ms },
      p99Ms: { title: 'p99', ...ms },
      spansPerSecond: { title: 'spans/s', digits: 0 },
      lost: { title: 'lost', digits: 0 },
    },
  );
  const added = Object.entries(result.added).map(
    ([variant, { longestMs, longestCpuMs }]) =>
      `added above noop, ${variant}: ${longestMs?.median.toFixed(3)} ms, of CPU ${longestCpuMs?.median.toFixed(3) ?? 'not measured'} ms`,
  );
  return [table, ...added].join('\n');
}
