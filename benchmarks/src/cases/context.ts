import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { compareContextRounds, contextVariants, type ContextResult } from './context-result.ts';
import type { ContextTask, ContextWork } from './context-worker.ts';

export interface ContextOptions {
  readonly rounds?: number | undefined;
  /** Measured repetitions of each operation. */
  readonly turns?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const workerFile = fileURLToPath(new URL('context-worker.ts', import.meta.url));
const packages = ['@opentelemetry/context-async-hooks', '@otel-native/context-native'];
const defaultRounds = 5;
const defaultRepetitions = 2_000_000;
const storages = 3;
const workerTimeoutMs = 120_000;

/** What carrying contexts costs: each operation by itself, and among other storages as frameworks bring them. */
export async function runContextCase(options: ContextOptions): Promise<ContextResult> {
  const { rounds = defaultRounds, turns: repetitions = defaultRepetitions, report } = options;
  const pinning = detectPinning();
  const figures = await runInterleaved(contextVariants, rounds, async (variant, round) => {
    const run = (others: number) => {
      const task: ContextTask = { variant, storages: others, repetitions };
      return runWorker<ContextWork>(workerFile, task, pinning, workerTimeoutMs);
    };
    const alone = await run(0);
    const amongStorages = await run(storages);
    report(`round ${round} of ${rounds}: ${variant}, with ${alone.nanos.with.toFixed(0)} ns`);
    return { mode: alone.mode, alone: alone.nanos, amongStorages: amongStorages.nanos };
  });
  return {
    case: 'context',
    environment: describeEnvironment(packages, pinning),
    settings: { rounds, repetitions, storages },
    mode: figures.native[0]?.mode ?? '',
    ...compareContextRounds(figures),
    rounds: figures,
  };
}
