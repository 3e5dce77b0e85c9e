import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { formatSummary } from '../harness/comparison.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import { formatTable } from '../harness/table.ts';
import { variantPackages } from '../variants/index.ts';
import {
  byMessages,
  compareLlmRounds,
  encodings,
  llmVariants,
  messageShapes,
  messageSizes,
  type ByMessages,
  type LlmComparison,
  type LlmFigures,
  type LlmVariant,
  type MessageEncoding,
  type MessageSize,
} from './llm-result.ts';
import type { LlmTask, LlmWork } from './llm-worker.ts';

export interface LlmOptions {
  readonly rounds?: number | undefined;
  /** Seconds over which the calls of one size and encoding are spread. */
  readonly seconds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

/** What the result file holds. */
export interface LlmResult extends LlmComparison {
  readonly case: 'llm';
  readonly environment: Environment;
  readonly settings: Readonly<Record<'rounds' | 'seconds' | 'seed', number>>;
  readonly rounds: Rounds<LlmVariant, ByMessages<LlmFigures>>;
}

const workerFile = fileURLToPath(new URL('llm-worker.ts', import.meta.url));
const defaultRounds = 5;
const defaultSeconds = 4;
const seed = 20_250_702;
const spareTimeoutMs = 120_000;

/** Model calls with their messages as an attribute: what large values do to the event loop. */
export async function runLlmCase(options: LlmOptions): Promise<LlmResult> {
  const { rounds = defaultRounds, seconds = defaultSeconds, report } = options;
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const measure = async (variant: LlmVariant, size: MessageSize, encoding: MessageEncoding) => {
      const shape = messageShapes[size];
      const calls = Math.ceil((seconds * 1000) / shape.intervalMs);
      const { endpoint } = receiver;
      const task = { variant, endpoint, seed, encoding, calls, ...shape };
      return runRound(task, receiver, (given) =>
        runWorker(workerFile, given, pinning, seconds * 1000 + spareTimeoutMs, ['--expose-gc']),
      );
    };
    const figures = await runInterleaved(llmVariants, rounds, async (variant, round) => {
      const figures = new Map<string, LlmFigures>();
      for (const size of messageSizes)
        for (const encoding of encodings)
          figures.set(`${size} ${encoding}`, await measure(variant, size, encoding));
      const longest = [...figures].map(([name, { longestMs }]) => `${name} ${longestMs}`);
      report(
        `round ${round} of ${rounds}: ${variant}, longest pauses in ms: ${longest.join(', ')}`,
      );
      return byMessages((size, encoding) => figures.get(`${size} ${encoding}`)!);
    });
    return {
      case: 'llm',
      environment: describeEnvironment(
        llmVariants.flatMap((variant) => variantPackages[variant]),
        pinning,
      ),
      settings: { rounds, seconds, seed },
      ...compareLlmRounds(figures),
      rounds: figures,
    };
  } finally {
    await receiver.stop();
  }
}

async function runRound(
  task: LlmTask,
  receiver: Receiver,
  run: (task: LlmTask) => Promise<LlmWork>,
): Promise<LlmFigures> {
  const before = await receiver.counts();
  const { pauses, cpu, peakRssBytes, spansMade } = await run(task);
  const received = (await receiver.counts()).spans - before.spans;
  const perCallMs = (microseconds: number) => Math.round(microseconds / task.calls) / 1000;
  return {
    longestMs: pauses.longestMs,
    longestCpuMs: pauses.longestCpuMs,
    mainCpuMs: cpu.mainUs === null ? null : perCallMs(cpu.mainUs),
    processCpuMs: perCallMs(cpu.processUs),
    peakRssBytes,
    lost: spansMade - received,
  };
}

/** For people: median, and the range in brackets. */
export function llmTable(result: LlmResult): string {
  const { environment, settings, ratios } = result;
  const kinds = messageSizes.flatMap((size) => encodings.map((encoding) => ({ size, encoding })));
  const rows = kinds.flatMap(({ size, encoding }) => [
    ...llmVariants.map((variant) => {
      const summaries = result.variants[variant][size][encoding];
      return [
        `${size} ${encoding} ${variant}`,
        formatSummary(summaries.longestMs, 2),
        formatSummary(summaries.longestCpuMs, 2),
        formatSummary(summaries.mainCpuMs, 2),
        formatSummary(summaries.processCpuMs, 2),
        formatSummary(summaries.peakRssBytes, 0, 2 ** 20),
        formatSummary(summaries.lost, 0),
      ];
    }),
    [
      `${size} ${encoding} official / native`,
      ...(['longest', 'longestCpu', 'mainCpuAboveNoop', 'processCpuAboveNoop', 'rss'] as const).map(
        (ratio) => formatSummary(ratios[size][encoding][ratio], 1),
      ),
    ],
  ]);
  return [
    `llm: milliseconds, and MiB, median [min to max] of ${settings.rounds} rounds; the ratios of CPU and RSS are of what is above noop`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', 'longest pause', 'of CPU', 'main CPU a call', 'process CPU a call', 'peak RSS', 'lost'],
      ...rows,
    ]),
  ].join('\n');
}
