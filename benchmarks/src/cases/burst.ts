import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import { startReceiver } from '../receiver/client.ts';
import { variantPackages } from '../variants/index.ts';
import type { BurstTask, BurstWork } from './burst-worker.ts';

export interface BurstOptions {
  readonly rounds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const variants = ['official', 'native'] as const;
type BurstVariant = (typeof variants)[number];

/** One burst: its size, and of its spans those that the receiver never got. */
interface BurstFigures {
  readonly spans: number;
  readonly lost: number;
  readonly burstMs: number;
}

/** What the result file holds. */
export interface BurstResult {
  readonly case: 'burst';
  readonly environment: Environment;
  readonly settings: { readonly rounds: number; readonly sizes: readonly number[] };
  /** By size of the burst. */
  readonly variants: Readonly<Record<BurstVariant, Record<string, BurstSummary>>>;
  readonly rounds: Rounds<BurstVariant, BurstFigures[]>;
}

interface BurstSummary {
  readonly lost: Summary | null;
  readonly burstMs: Summary | null;
}

const workerFile = fileURLToPath(new URL('burst-worker.ts', import.meta.url));
const sizes = [10_000, 100_000] as const;
const defaultRounds = 5;
const workerTimeoutMs = 120_000;

/** Spans lost when many end at once, with every SDK at its defaults. */
export async function runBurstCase({
  rounds = defaultRounds,
  report,
}: BurstOptions): Promise<BurstResult> {
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const figures = await runInterleaved(variants, rounds, async (variant, round) => {
      const bursts: BurstFigures[] = [];
      for (const spans of sizes) {
        const before = await receiver.counts();
        const task: BurstTask = { variant, endpoint: receiver.endpoint, spans };
        const { burstMs } = await runWorker<BurstWork>(workerFile, task, pinning, workerTimeoutMs);
        const lost = spans - ((await receiver.counts()).spans - before.spans);
        bursts.push({ spans, lost, burstMs });
      }
      const lost = bursts.map((burst) => `${burst.lost} of ${burst.spans}`).join(', ');
      report(`round ${round} of ${rounds}: ${variant} lost ${lost}`);
      return bursts;
    });
    return {
      case: 'burst',
      environment: describeEnvironment(
        variants.flatMap((variant) => variantPackages[variant]),
        pinning,
      ),
      settings: { rounds, sizes },
      variants: { official: summaries(figures.official), native: summaries(figures.native) },
      rounds: figures,
    };
  } finally {
    await receiver.stop();
  }
}

/** The last line of `--json`: medians alone. */
export function burstJsonLine({ environment, variants: measured }: BurstResult): string {
  const medians = (bySize: Record<string, BurstSummary>) =>
    Object.fromEntries(
      Object.entries(bySize).map(([size, { lost, burstMs }]) => [
        size,
        {
          lost: lost?.median ?? null,
          burstMs: burstMs === null ? null : Math.round(burstMs.median * 1000) / 1000,
        },
      ]),
    );
  return JSON.stringify({
    case: 'burst',
    node: environment.node,
    variants: { official: medians(measured.official), native: medians(measured.native) },
  });
}

/** For people: medians. */
export function burstTable({ environment, settings, variants: measured }: BurstResult): string {
  const cell = (summary: Summary | null, digits = 0) =>
    summary?.median.toFixed(digits) ?? 'not measured';
  return [
    `burst: spans ended without a turn of the event loop, medians of ${settings.rounds} rounds`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', ...settings.sizes.flatMap((size) => [`lost of ${size}`, 'burst, ms'])],
      ...variants.map((variant) => [
        variant,
        ...settings.sizes.flatMap((size) => [
          cell(measured[variant][size]?.lost ?? null),
          cell(measured[variant][size]?.burstMs ?? null, 1),
        ]),
      ]),
    ]),
  ].join('\n');
}

function summaries(rounds: readonly BurstFigures[][]): Record<string, BurstSummary> {
  return Object.fromEntries(
    sizes.map((size) => {
      const bursts = rounds.map((round) => round.find(({ spans }) => spans === size)!);
      return [
        size,
        {
          lost: summarise(bursts.map(({ lost }) => lost)),
          burstMs: summarise(bursts.map(({ burstMs }) => burstMs)),
        },
      ];
    }),
  );
}
