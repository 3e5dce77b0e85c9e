import { fileURLToPath } from 'node:url';

import { allocationNodeOptions } from '../harness/allocation-meter.ts';
import { runWorker } from '../harness/child.ts';
import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { pairRatios, summarise } from '../harness/statistics.ts';
import type { Rounds } from '../harness/rounds.ts';
import { logBridgePackages } from '../variants/log-bridges/index.ts';
import { logPackages, type LogVariant } from '../variants/logs/index.ts';
import type { LogAllocations } from './log-allocation-worker.ts';
import {
  bridgeMedians,
  bridgeRatios,
  bridgeTable,
  runLogBridges,
  type LogBridges,
} from './log-bridges.ts';
import { LogReceivers, compareInLockstep, type LogSteps } from './log-steps.ts';
import type { LogTask, LogWorkload } from './log-workload.ts';

export interface LogOptions {
  readonly rounds?: number | undefined;
  /** Measured turns of 512 log records in a round. */
  readonly turns?: number | undefined;
  /** Lines that a logger writes at once; no ratio depends on it. */
  readonly burstLines?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const variants = ['noop', 'official', 'native'] as const satisfies readonly LogVariant[];
const workloads = ['emit', 'emitBare'] as const satisfies readonly LogWorkload[];
const costs = ['MainNanos', 'ProcessNanos', 'AllocatedBytes', 'Lost'] as const;
type Cost = (typeof costs)[number];
type LogFigure = `${LogWorkload}${Cost}`;
const figures: readonly LogFigure[] = workloads.flatMap((workload) =>
  costs.map((cost): LogFigure => `${workload}${cost}`),
);

/** What the result file holds. */
export type LogResult = Comparison<LogVariant, LogFigure> & { readonly bridges: LogBridges };

const stepWorkerFile = fileURLToPath(new URL('log-worker.ts', import.meta.url));
const allocationWorkerFile = fileURLToPath(new URL('log-allocation-worker.ts', import.meta.url));
const defaultRounds = 5;
const defaultTurns = 480;
/** Long enough that a flush, and the change to another process, do not count. */
const maxTurnsPerStep = 96;
const maxWarmupTurns = 40;
const perTurn = 512;
const seed = 1;
const allocationTimeoutMs = 120_000;

/** What emitting a log record costs: CPU of the main thread and of the process, and bytes allocated. */
export async function runLogCase(options: LogOptions): Promise<LogResult> {
  const { rounds = defaultRounds, turns = defaultTurns, burstLines, report } = options;
  const turnsPerStep = Math.min(turns, maxTurnsPerStep);
  const steps = {
    seed,
    perTurn,
    warmupTurns: Math.min(maxWarmupTurns, turns),
    turnsPerStep,
    steps: Math.round(turns / turnsPerStep),
  };
  const pinning = detectPinning();
  const receivers = await LogReceivers.start(variants, pinning);
  try {
    const measured: Rounds<LogVariant, Figures> = { noop: [], official: [], native: [] };
    for (let round = 1; round <= rounds; round++) {
      const emit = await costsOf('emit', steps, receivers, pinning);
      const bare = await costsOf('emitBare', steps, receivers, pinning);
      for (const variant of variants) {
        measured[variant].push({ ...emit[variant], ...bare[variant] } as Figures);
        const of = measured[variant].at(-1);
        report(
          `round ${round} of ${rounds}: ${variant}, emit ${of?.emitMainNanos?.toFixed(0)} ns, bare ${of?.emitBareMainNanos?.toFixed(0)} ns`,
        );
      }
    }
    const bridges = await runLogBridges({ rounds, burstLines, ...steps }, pinning, report);
    return {
      case: 'log',
      environment: describeEnvironment([...logPackages, ...logBridgePackages], pinning),
      settings: { rounds, ...steps },
      variants: summariseRounds<LogVariant, LogFigure>(measured, figures),
      ratios: { ...compareLogs(measured), ...bridgeRatios(bridges) },
      rounds: measured,
      bridges,
    };
  } finally {
    await receivers.stop();
  }
}

type Figures = Record<LogFigure, number | null>;

/** Measures one workload in all variants: time in lockstep, and allocations one after the other. */
async function costsOf(
  workload: LogWorkload,
  steps: LogSteps,
  receivers: LogReceivers<LogVariant>,
  pinning: Pinning,
): Promise<Record<LogVariant, Partial<Figures>>> {
  const timed = await compareInLockstep(
    stepWorkerFile,
    variants,
    { workload },
    steps,
    receivers,
    pinning,
  );
  const all: Partial<Record<LogVariant, Partial<Figures>>> = {};
  for (const variant of variants) {
    const before = await receivers.arrivedAt(variant);
    const endpoint = receivers.endpointOf(variant);
    const { allocatedBytes, sent } = await runWorker<LogAllocations>(
      allocationWorkerFile,
      {
        variant,
        workload,
        endpoint,
        seed,
        perTurn,
        warmupTurns: steps.warmupTurns,
      } satisfies LogTask,
      pinning,
      allocationTimeoutMs,
      allocationNodeOptions,
    );
    const lost = sent - ((await receivers.arrivedAt(variant)) - before);
    all[variant] = {
      [`${workload}MainNanos`]: timed[variant].mainNanos,
      [`${workload}ProcessNanos`]: timed[variant].processNanos,
      [`${workload}AllocatedBytes`]: allocatedBytes,
      [`${workload}Lost`]: timed[variant].lost + lost,
    };
  }
  return all as Record<LogVariant, Partial<Figures>>;
}

/** Official divided by native, nothing subtracted. */
export function compareLogs(rounds: LogResult['rounds']): LogResult['ratios'] {
  const ratio = (figure: LogFigure) =>
    summarise(
      pairRatios(
        rounds.official.map((of) => of[figure]),
        rounds.native.map((of) => of[figure]),
      ),
    );
  return {
    emit: ratio('emitMainNanos'),
    emitProcess: ratio('emitProcessNanos'),
    emitAllocated: ratio('emitAllocatedBytes'),
    emitBare: ratio('emitBareMainNanos'),
    emitBareProcess: ratio('emitBareProcessNanos'),
    emitBareAllocated: ratio('emitBareAllocatedBytes'),
  };
}

/** The last line of `--json`: medians alone, by workload. */
export function logJsonLine({
  environment,
  ratios,
  variants: measured,
  bridges,
}: LogResult): string {
  const median = (summary: { median: number } | null | undefined) =>
    summary == null ? null : Math.round(summary.median * 1_000) / 1_000;
  const ofWorkload = (workload: LogWorkload) => ({
    variants: Object.fromEntries(
      variants.map((variant) => [
        variant,
        {
          mainCpuNanos: median(measured[variant][`${workload}MainNanos`]),
          processCpuNanos: median(measured[variant][`${workload}ProcessNanos`]),
          allocatedBytes: median(measured[variant][`${workload}AllocatedBytes`]),
          lost: median(measured[variant][`${workload}Lost`]),
        },
      ]),
    ),
    ratios: {
      mainCpu: median(ratios[workload]),
      processCpu: median(ratios[`${workload}Process`]),
      allocatedBytes: median(ratios[`${workload}Allocated`]),
    },
  });
  const byWorkload: Record<string, { ratios?: object }> = {
    emit: ofWorkload('emit'),
    emitBare: ofWorkload('emitBare'),
    ...bridgeMedians(bridges),
  };
  return JSON.stringify({
    case: 'log',
    node: environment.node,
    workloads: byWorkload,
    ratios: Object.fromEntries(
      Object.entries(byWorkload).map(([name, { ratios: own }]) => [name, own]),
    ),
    burst: bridges.bursts,
  });
}

export function logTable(result: LogResult): string {
  const table = comparisonTable(
    result,
    `log: nanoseconds and bytes a log record with 5 attributes in a span (emit) and with a body alone (bare); median [min to max] of ${result.settings['rounds']} rounds; ratios: official / native`,
    {
      emitMainNanos: { title: 'emit', digits: 0 },
      emitProcessNanos: { title: 'emit, process', digits: 0 },
      emitAllocatedBytes: { title: 'emit, bytes', digits: 0 },
      emitLost: { title: 'emit, lost', digits: 0 },
      emitBareMainNanos: { title: 'bare', digits: 0 },
      emitBareProcessNanos: { title: 'bare, process', digits: 0 },
      emitBareAllocatedBytes: { title: 'bare, bytes', digits: 0 },
      emitBareLost: { title: 'bare, lost', digits: 0 },
    },
  );
  return `${table}\n\n${bridgeTable(result.bridges)}`;
}
