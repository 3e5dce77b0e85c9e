import { fileURLToPath } from 'node:url';

import { allocationNodeOptions } from '../harness/allocation-meter.ts';
import { runWorker } from '../harness/child.ts';
import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import type { CpuUse } from '../harness/cpu-meter.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import type { Rounds } from '../harness/rounds.ts';
import { pairDifferences, pairRatios, summarise } from '../harness/statistics.ts';
import { SteppedWorker, runInLockstep } from '../harness/stepped-worker.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import type { GenAiAllocations } from './genai-allocation-worker.ts';
import type { IdleCosts } from './genai-idle-worker.ts';
import type { GenAiPauseTask, GenAiPauseWork } from './genai-pause-worker.ts';
import { genAiPackages, genAiVariants, type GenAiVariant } from './genai-telemetry.ts';
import { kSpansPerTurn } from './genai-turn.ts';
import type { GenAiStepTask } from './genai-worker.ts';

export interface GenAiOptions {
  readonly rounds?: number | undefined;
  /** Measured turns of a chat in a round, with content and without. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

/** Microseconds and bytes of one turn; with `Content` the messages are recorded. */
const figures = [
  'mainCpuUs',
  'processCpuUs',
  'allocatedBytes',
  'lost',
  'mainCpuContentUs',
  'processCpuContentUs',
  'allocatedContentBytes',
  'lostContent',
  'longestMs',
  'longestCpuMs',
  'lostBytes',
  'chunkNanos',
  'idleCallNanos',
  'addEventNanos',
  'startSpanNanos',
] as const;
type GenAiFigure = (typeof figures)[number];
type Figures = Record<GenAiFigure, number | null>;

/** What the result file holds. */
export type GenAiResult = Comparison<GenAiVariant, GenAiFigure>;

const fileOf = (name: string) => fileURLToPath(new URL(`genai-${name}.ts`, import.meta.url));
/** Many: what telemetry adds to a turn is less than the turns of one process differ from those of the next. */
const defaultRounds = 8;
const defaultTurns = 400;
const maxTurnsPerStep = 50;
const maxWarmupTurns = 300;
const timeoutMs = 600_000;
const shape = { seed: 20_261_130, chunks: 200, messageLength: 20_000 };
const pauseShape = { messageLength: 2_500_000, messages: 200 };

/** What telemetry of a turn of a chat costs the AI SDK, and what a large conversation and no SDK cost. */
export async function runGenAiCase(options: GenAiOptions): Promise<GenAiResult> {
  const { rounds = defaultRounds, turns = defaultTurns, report } = options;
  const turnsPerStep = Math.min(turns, maxTurnsPerStep);
  const settings = {
    ...shape,
    warmupTurns: Math.min(maxWarmupTurns, turns),
    turnsPerStep,
    steps: Math.ceil(turns / turnsPerStep),
  };
  const pauseCalls = Math.min(30, turns);
  const pinning = detectPinning();
  const receivers = await startReceivers(pinning);
  const measured = emptyRounds();
  try {
    for (let round = 1; round <= rounds; round++) {
      const of = emptyFigures();
      for (const recordsContent of [false, true]) {
        const tasks = tasksOf(settings, recordsContent, receivers);
        await measureTurns(of, settings.steps, tasks, receivers, pinning);
        await measureAllocations(of, tasks, pinning);
      }
      Object.assign(of.native, await measurePauses(pauseCalls, receivers.native, pinning));
      const idle = await runWorker<IdleCosts>(fileOf('idle-worker'), {}, pinning, timeoutMs);
      Object.assign(of.native, { chunkNanos: idle.chunk, idleCallNanos: idle.call });
      Object.assign(of.none, { addEventNanos: idle.addEvent, startSpanNanos: idle.startSpan });
      for (const variant of genAiVariants) {
        measured[variant].push(of[variant]);
        const { mainCpuUs, mainCpuContentUs } = of[variant];
        const shown = [mainCpuUs, mainCpuContentUs].map((us) => us?.toFixed(0));
        report(
          `round ${round} of ${rounds}: ${variant}, a turn ${shown[0]} µs, with content ${shown[1]} µs`,
        );
      }
    }
  } finally {
    for (const receiver of Object.values(receivers)) await receiver.stop();
  }
  return {
    case: 'genai',
    environment: describeEnvironment(genAiPackages, pinning),
    settings: { rounds, ...settings, pauseCalls },
    variants: summariseRounds<GenAiVariant, GenAiFigure>(measured, figures),
    ratios: compareGenAi(measured),
    rounds: measured,
  };
}

type Receivers = Readonly<Record<GenAiVariant, Receiver>>;

/** One for each variant: they take turns, and losses are counted by variant. */
async function startReceivers(pinning: Pinning): Promise<Receivers> {
  const receivers: Partial<Record<GenAiVariant, Receiver>> = {};
  for (const variant of genAiVariants) receivers[variant] = await startReceiver(pinning);
  return receivers as Receivers;
}

type Settings = Omit<GenAiStepTask, 'variant' | 'endpoint' | 'recordsContent'> & {
  readonly steps: number;
};

type Tasks = Readonly<Record<GenAiVariant, GenAiStepTask>>;

function tasksOf(
  { steps: _, ...settings }: Settings,
  recordsContent: boolean,
  receivers: Receivers,
): Tasks {
  const tasks: Partial<Record<GenAiVariant, GenAiStepTask>> = {};
  for (const variant of genAiVariants) {
    const { endpoint } = receivers[variant];
    tasks[variant] = { ...settings, variant, endpoint, recordsContent };
  }
  return tasks as Tasks;
}

/** Adds the CPU time that a turn takes in each variant, measured in lockstep. */
async function measureTurns(
  all: Record<GenAiVariant, Figures>,
  steps: number,
  tasks: Tasks,
  receivers: Receivers,
  pinning: Pinning,
): Promise<void> {
  const before: Partial<Record<GenAiVariant, number>> = {};
  const workers: Partial<Record<GenAiVariant, SteppedWorker<CpuUse, number>>> = {};
  for (const variant of genAiVariants) {
    before[variant] = (await receivers[variant].counts()).spans;
    workers[variant] = new SteppedWorker(fileOf('worker'), tasks[variant], pinning, timeoutMs);
  }
  const measured = await runInLockstep(
    workers as Record<GenAiVariant, SteppedWorker<CpuUse, number>>,
    steps,
  );
  for (const variant of genAiVariants) {
    const { recordsContent, turnsPerStep } = tasks[variant];
    const more = recordsContent ? 'Content' : '';
    const { steps: used, end: made } = measured[variant];
    const arrived = (await receivers[variant].counts()).spans - before[variant]!;
    const perTurn = (read: (use: CpuUse) => number | null) =>
      summarise(used.map(read).map((us) => (us === null ? null : us / turnsPerStep)))?.median ??
      null;
    Object.assign(all[variant], {
      [`mainCpu${more}Us`]: perTurn(({ mainUs }) => mainUs),
      [`processCpu${more}Us`]: perTurn(({ processUs }) => processUs),
      [`lost${more}`]: Math.max(0, expectedSpans(variant, made) - arrived),
    });
  }
}

/** Adds what a turn allocates in each variant. */
async function measureAllocations(
  all: Record<GenAiVariant, Figures>,
  tasks: Tasks,
  pinning: Pinning,
): Promise<void> {
  for (const variant of genAiVariants) {
    const { allocatedBytes } = await runWorker<GenAiAllocations>(
      fileOf('allocation-worker'),
      tasks[variant],
      pinning,
      timeoutMs,
      allocationNodeOptions,
    );
    const more = tasks[variant].recordsContent ? 'Content' : '';
    all[variant][`allocated${more}Bytes`] = allocatedBytes;
  }
}

/** `@ai-sdk/otel` has a span for each of the two steps besides. */
function expectedSpans(variant: GenAiVariant, turns: number): number {
  if (variant === 'native') return turns * kSpansPerTurn;
  return variant === 'official' ? turns * (kSpansPerTurn + 2) : 0;
}

async function measurePauses(
  calls: number,
  receiver: Receiver,
  pinning: Pinning,
): Promise<Partial<Figures>> {
  const before = await receiver.counts();
  const { endpoint } = receiver;
  const { seed } = shape;
  const task: GenAiPauseTask = { variant: 'native', endpoint, seed, calls, ...pauseShape };
  const file = fileOf('pause-worker');
  const work = await runWorker<GenAiPauseWork>(file, task, pinning, timeoutMs);
  const bytes = (await receiver.counts()).bytes - before.bytes;
  const { longestMs, longestCpuMs } = work;
  const lostBytes = Math.max(0, work.calls * pauseShape.messageLength - bytes);
  return { longestMs, longestCpuMs, lostBytes };
}

/** Official over native, of what is above the AI SDK without telemetry, or above one that only listens. */
export function compareGenAi(rounds: Rounds<GenAiVariant, Figures>): GenAiResult['ratios'] {
  const column = (variant: GenAiVariant, figure: GenAiFigure) =>
    rounds[variant].map((of) => of[figure]);
  const above = (base: GenAiVariant, figure: GenAiFigure) => {
    const added = (variant: GenAiVariant) =>
      pairDifferences(column(variant, figure), column(base, figure));
    return summarise(pairRatios(added('official'), added('native')));
  };
  const over = (figure: GenAiFigure, base: GenAiFigure) =>
    summarise(pairRatios(column('native', figure), column('none', base)));
  return {
    mainCpu: above('none', 'mainCpuUs'),
    mainCpuContent: above('none', 'mainCpuContentUs'),
    mainCpuAboveListening: above('listening', 'mainCpuUs'),
    mainCpuContentAboveListening: above('listening', 'mainCpuContentUs'),
    processCpu: above('none', 'processCpuUs'),
    processCpuContent: above('none', 'processCpuContentUs'),
    allocatedBytes: above('none', 'allocatedBytes'),
    allocatedContentBytes: above('none', 'allocatedContentBytes'),
    chunkOverAddEvent: over('chunkNanos', 'addEventNanos'),
    idleCallOverStartSpan: over('idleCallNanos', 'startSpanNanos'),
  };
}

function emptyFigures(): Record<GenAiVariant, Figures> {
  const empty = () => Object.fromEntries(figures.map((name) => [name, null])) as Figures;
  return { none: empty(), listening: empty(), official: empty(), native: empty() };
}

function emptyRounds(): Record<GenAiVariant, Figures[]> {
  return { none: [], listening: [], official: [], native: [] };
}

export function genAiTable(result: GenAiResult): string {
  return comparisonTable(
    result,
    `genai: a turn of a chat with two calls of tools and an answer in ${result.settings['chunks']} chunks; median [min to max] of ${result.settings['rounds']} rounds; ratios: official / native, above the AI SDK alone`,
    {
      mainCpuUs: { title: 'main µs', digits: 0 },
      processCpuUs: { title: 'process µs', digits: 0 },
      allocatedBytes: { title: 'allocated KiB', digits: 0, unit: 1024 },
      lost: { title: 'lost', digits: 0 },
      mainCpuContentUs: { title: 'content: main µs', digits: 0 },
      processCpuContentUs: { title: 'process µs', digits: 0 },
      allocatedContentBytes: { title: 'allocated KiB', digits: 0, unit: 1024 },
      lostContent: { title: 'lost', digits: 0 },
      longestCpuMs: { title: '2.5 MB: longest CPU ms', digits: 2 },
      lostBytes: { title: 'bytes lost', digits: 0 },
    },
  );
}
