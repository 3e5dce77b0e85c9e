import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import { variantPackages } from '../variants/index.ts';
import { allocationNodeOptions } from '../harness/allocation-meter.ts';
import type { AllocationTask, AllocationWork } from './span-allocation-worker.ts';
import {
  compareSpanRounds,
  spanVariants,
  type SpanFigures,
  type SpanResult,
} from './span-result.ts';
import type { SpanTask, SpanWork } from './span-worker.ts';
import type { SpanCaseName } from './span-workload.ts';

export interface SpanOptions {
  readonly caseName: SpanCaseName;
  readonly rounds?: number | undefined;
  /** Measured turns of each round. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const workerFile = fileURLToPath(new URL('span-worker.ts', import.meta.url));
const allocationWorkerFile = fileURLToPath(new URL('span-allocation-worker.ts', import.meta.url));
const defaultRounds = 5;
const defaultTurns = 50_000;
const seed = 20_250_701;

/** Enough for V8 to have compiled what is hot; fewer in a short trial, so that it stays one. */
const maxWarmupTurns = 30_000;

/** A process gets this long, plus a time for each turn that no variant comes near. */
const workerTimeoutMs = 60_000;
const workerTimeoutMsPerTurn = 5;

/** The cost of a span: each variant traces the same agent turns, exports everything, and is measured doing it. */
export async function runSpanCase(options: SpanOptions): Promise<SpanResult> {
  const { caseName, report } = options;
  const { rounds, turns, warmupTurns } = spanSettings(options);
  const pinning = detectPinning();
  const packages = spanVariants.flatMap((variant) => variantPackages[variant]);
  const receiver = await startReceiver(pinning);
  try {
    const figures = await runInterleaved(spanVariants, rounds, async (variant, round) => {
      const { endpoint } = receiver;
      const task = { workload: caseName, variant, endpoint, seed, warmupTurns, turns };
      const timed = await measureSpans(task, receiver, pinning);
      const { allocatedBytes } = await runWorker<AllocationWork>(
        allocationWorkerFile,
        { workload: caseName, variant, endpoint, seed, warmupTurns } satisfies AllocationTask,
        pinning,
        timeoutMsOf(turns),
        allocationNodeOptions,
      );
      const measured = { ...timed, allocatedBytes };
      report(
        `round ${round} of ${rounds}: ${variant}, process CPU ${measured.processCpuUs} us a span`,
      );
      return measured;
    });
    return {
      case: caseName,
      environment: describeEnvironment([...new Set(packages)], pinning),
      settings: { rounds, turns, warmupTurns, seed },
      ...compareSpanRounds(figures),
      rounds: figures,
    };
  } finally {
    await receiver.stop();
  }
}

/** The settings of a run, completed. */
export function spanSettings({ rounds = defaultRounds, turns = defaultTurns }: SpanOptions) {
  return { rounds, turns, warmupTurns: Math.min(maxWarmupTurns, turns), seed };
}

/** One round of one variant. `environment` is added to that of the measured process. */
export async function measureSpans(
  task: SpanTask,
  receiver: Receiver,
  pinning: Pinning,
  environment: Readonly<Record<string, string>> = {},
): Promise<Omit<SpanFigures, 'allocatedBytes'>> {
  const before = await receiver.counts();
  const timeoutMs = timeoutMsOf(task.turns);
  const work = await runWorker<SpanWork>(workerFile, task, pinning, timeoutMs, [], environment);
  const after = await receiver.counts();
  const spans = task.turns * work.spansPerTurn;
  return {
    mainCpuUs: work.cpu.mainUs === null ? null : rounded(work.cpu.mainUs / spans),
    processCpuUs: rounded(work.cpu.processUs / spans),
    callsUs: rounded((work.callsMs * 1000) / spans),
    wallUs: rounded((work.wallMs * 1000) / spans),
    spansPerTurn: work.spansPerTurn,
    spansMade: work.spansMade,
    lost: work.spansMade - (after.spans - before.spans),
    requests: after.requests - before.requests,
    requestBytes: after.bytes - before.bytes,
  };
}

function timeoutMsOf(turns: number): number {
  return workerTimeoutMs + turns * workerTimeoutMsPerTurn;
}

/** To the nanosecond. */
function rounded(microseconds: number): number {
  return Math.round(microseconds * 1000) / 1000;
}
