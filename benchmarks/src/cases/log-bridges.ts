import { fileURLToPath } from 'node:url';

import type { CpuUse } from '../harness/cpu-meter.ts';
import type { Pinning } from '../harness/pinning.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise, type Summary } from '../harness/statistics.ts';
import { SteppedWorker } from '../harness/stepped-worker.ts';
import { formatTable } from '../harness/table.ts';
import type { LogBridgeVariant, LogLibrary } from '../variants/log-bridges/index.ts';
import type { LogBridgeTask } from './log-bridge-worker.ts';
import { LogReceivers, compareInLockstep, type LogCost, type LogSteps } from './log-steps.ts';

type Place = Pick<LogBridgeTask, 'library' | 'target' | 'isInSpan'>;

/** Loggers with five fields a line: to a stream that does nothing, the same in a span with ids in the line, and to a file. */
const workloads = {
  pinoNull: { library: 'pino', target: 'null', isInSpan: false },
  pinoInSpan: { library: 'pino', target: 'null', isInSpan: true },
  pino: { library: 'pino', target: 'file', isInSpan: false },
  winston: { library: 'winston', target: 'null', isInSpan: false },
  bunyan: { library: 'bunyan', target: 'null', isInSpan: false },
} as const satisfies Record<string, Place>;
export type BridgeWorkload = keyof typeof workloads;

const variants = ['alone', 'official', 'native'] as const satisfies readonly LogBridgeVariant[];
const names = Object.keys(workloads) as BridgeWorkload[];
/** Loggers whose burst is measured. */
const bursting = ['pino'] as const satisfies readonly LogLibrary[];

type BridgeRound = Record<BridgeWorkload, LogCost>;

export interface BurstOfLines {
  readonly made: number;
  readonly official: { readonly arrived: number };
  readonly native: { readonly arrived: number };
}

/** What the loggers add to the result of case `log`. */
export interface LogBridges {
  readonly rounds: Rounds<LogBridgeVariant, BridgeRound>;
  readonly bursts: Readonly<Record<(typeof bursting)[number], BurstOfLines>>;
}

export interface LogBridgeSettings extends LogSteps {
  readonly rounds: number;
  /** Lines that a logger writes at once. */
  readonly burstLines?: number | undefined;
}

const workerFile = fileURLToPath(new URL('log-bridge-worker.ts', import.meta.url));
const defaultBurstLines = 100_000;
const burstTimeoutMs = 120_000;

/** What a bridge adds to the cost of a logger, and what arrives of a burst of lines. */
export async function runLogBridges(
  { rounds, burstLines = defaultBurstLines, ...steps }: LogBridgeSettings,
  pinning: Pinning,
  report: (line: string) => void,
): Promise<LogBridges> {
  const receivers = await LogReceivers.start(variants, pinning);
  try {
    const measured: Rounds<LogBridgeVariant, BridgeRound> = { alone: [], official: [], native: [] };
    for (let round = 1; round <= rounds; round++) {
      const costs: Record<LogBridgeVariant, Partial<BridgeRound>> = {
        alone: {},
        official: {},
        native: {},
      };
      for (const name of names) {
        const place: Place = workloads[name];
        const byVariant = await compareInLockstep(
          workerFile,
          variants,
          place,
          steps,
          receivers,
          pinning,
        );
        for (const variant of variants) costs[variant][name] = byVariant[variant];
        const shown = variants.map((one) => `${one} ${byVariant[one].mainNanos?.toFixed(0)} ns`);
        report(`round ${round} of ${rounds}: ${name}, ${shown.join(', ')}`);
      }
      for (const variant of variants) measured[variant].push(costs[variant] as BridgeRound);
    }
    const bursts = await runBursts(burstLines, steps.seed, receivers, pinning, report);
    return { rounds: measured, bursts };
  } finally {
    await receivers.stop();
  }
}

async function runBursts(
  burstLines: number,
  seed: number,
  receivers: LogReceivers<LogBridgeVariant>,
  pinning: Pinning,
  report: (line: string) => void,
): Promise<LogBridges['bursts']> {
  const once = { perTurn: burstLines, warmupTurns: 0, turnsPerStep: 1, seed };
  const burst = async (library: LogLibrary, variant: LogBridgeVariant) => {
    const before = await receivers.arrivedAt(variant);
    const endpoint = receivers.endpointOf(variant);
    const place = { library, target: 'null', isInSpan: false } as const;
    const task: LogBridgeTask = { ...place, ...once, variant, endpoint };
    const worker = new SteppedWorker<CpuUse, number>(workerFile, task, pinning, burstTimeoutMs);
    await worker.step();
    await worker.end();
    const arrived = (await receivers.arrivedAt(variant)) - before;
    report(`burst: ${arrived} of ${burstLines} lines of ${library} arrived, ${variant}`);
    return { arrived };
  };
  const bursts: Partial<Record<LogLibrary, BurstOfLines>> = {};
  for (const library of bursting) {
    const official = await burst(library, 'official');
    bursts[library] = { made: burstLines, official, native: await burst(library, 'native') };
  }
  return bursts as LogBridges['bursts'];
}

type CostName = 'mainNanos' | 'processNanos';

/** The median cost of a variant, and what a bridge adds to the logger alone: pair by pair. */
function costOf(bridges: LogBridges, workload: BridgeWorkload, cost: CostName) {
  const of = (variant: LogBridgeVariant) =>
    bridges.rounds[variant].map((round) => round[workload][cost]);
  const added = (variant: LogBridgeVariant) => pairDifferences(of(variant), of('alone'));
  return {
    of: (variant: LogBridgeVariant) => summarise(of(variant)),
    added: (variant: LogBridgeVariant) => summarise(added(variant)),
    ratio: summarise(pairRatios(added('official'), added('native'))),
  };
}

/** Official divided by native, of what the bridges add. */
export function bridgeRatios(bridges: LogBridges): Record<string, Summary | null> {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, costOf(bridges, name, 'mainNanos').ratio],
      [`${name}Process`, costOf(bridges, name, 'processNanos').ratio],
    ]),
  );
}

const median = (summary: Summary | null) =>
  summary === null ? null : Math.round(summary.median * 1_000) / 1_000;

/** Medians of the loggers' workloads, as the last line of `--json` has them. */
export function bridgeMedians(bridges: LogBridges): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, mediansOf(bridges, name)]));
}

function mediansOf(bridges: LogBridges, workload: BridgeWorkload): object {
  const main = costOf(bridges, workload, 'mainNanos');
  const process = costOf(bridges, workload, 'processNanos');
  const lost = (variant: LogBridgeVariant) =>
    median(summarise(bridges.rounds[variant].map((round) => round[workload].lost)));
  return {
    variants: Object.fromEntries(
      variants.map((variant) => [
        variant,
        {
          mainCpuNanos: median(main.of(variant)),
          processCpuNanos: median(process.of(variant)),
          lost: lost(variant),
        },
      ]),
    ),
    addedMainCpuNanos: {
      official: median(main.added('official')),
      native: median(main.added('native')),
    },
    addedProcessCpuNanos: {
      official: median(process.added('official')),
      native: median(process.added('native')),
    },
    ratios: { addedMainCpu: median(main.ratio), addedProcessCpu: median(process.ratio) },
  };
}

/** For people: medians. */
export function bridgeTable(bridges: LogBridges): string {
  const cell = (summary: Summary | null, digits = 0) =>
    summary === null ? 'not measured' : summary.median.toFixed(digits);
  const rows = names.map((name) => {
    const main = costOf(bridges, name, 'mainNanos');
    const process = costOf(bridges, name, 'processNanos');
    return [
      name,
      cell(main.of('alone')),
      cell(main.added('official')),
      cell(main.added('native')),
      cell(main.ratio, 1),
      cell(process.ratio, 1),
    ];
  });
  const bursts = bursting.map((library) => {
    const { made, official, native } = bridges.bursts[library];
    return `burst of ${made} lines of ${library}: ${official.arrived} arrive officially, ${native.arrived} here`;
  });
  return [
    'loggers: nanoseconds of the main thread a line: the logger alone, and what a bridge adds to it',
    '',
    formatTable([
      ['', 'alone', 'official adds', 'native adds', 'ratio', 'ratio, process'],
      ...rows,
    ]),
    '',
    ...bursts,
  ].join('\n');
}
