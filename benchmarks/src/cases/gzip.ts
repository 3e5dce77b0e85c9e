import { fileURLToPath } from 'node:url';

import { runWorker } from '../harness/child.ts';
import { comparisonTable, summariseRounds, type Comparison } from '../harness/comparison.ts';
import { describeEnvironment } from '../harness/environment.ts';
import { detectPinning } from '../harness/pinning.ts';
import { runInterleaved } from '../harness/rounds.ts';
import { pairRatios, summarise } from '../harness/statistics.ts';
import type { GzipTask, GzipWork } from './gzip-worker.ts';

export interface GzipOptions {
  readonly rounds?: number | undefined;
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

const levels = { level1: 1, level6: 6, level9: 9 } as const;
const variants = ['level1', 'level6', 'level9'] as const;
type GzipVariant = keyof typeof levels;
const figures = ['requestUs', 'compressedBytes', 'requestBytes'] as const;
type GzipFigure = (typeof figures)[number];

export type GzipResult = Comparison<GzipVariant, GzipFigure>;

const workerFile = fileURLToPath(new URL('gzip-worker.ts', import.meta.url));
const defaultRounds = 5;
const task = { spans: 512, seed: 20_250_701, warmupRequests: 50, requests: 300 } as const;
const timeoutMs = 60_000;

/** What compressing one request of a full batch costs the native thread, level by level. */
export async function runGzipCase({
  rounds = defaultRounds,
  report,
}: GzipOptions): Promise<GzipResult> {
  const pinning = detectPinning();
  const measured = await runInterleaved(variants, rounds, async (variant, round) => {
    const work = await runWorker<GzipWork>(
      workerFile,
      { ...task, level: levels[variant] } satisfies GzipTask,
      pinning,
      timeoutMs,
    );
    report(`round ${round} of ${rounds}: ${variant}, ${work.requestUs.toFixed(0)} us a request`);
    return work;
  });
  return {
    case: 'gzip',
    environment: describeEnvironment(['@otel-native/native-core'], pinning),
    settings: { rounds, ...task },
    variants: summariseRounds<GzipVariant, GzipFigure>(measured, figures),
    ratios: {
      level6OverLevel1: ratio(measured, 'requestUs'),
      level6OverLevel1Bytes: ratio(measured, 'compressedBytes'),
    },
    rounds: measured,
  };
}

function ratio(rounds: GzipResult['rounds'], figure: GzipFigure) {
  const column = (variant: GzipVariant) => rounds[variant].map((of) => of[figure]);
  return summarise(pairRatios(column('level6'), column('level1')));
}

export function gzipTable(result: GzipResult): string {
  return comparisonTable(
    result,
    `gzip: one request of ${result.settings['spans']} spans, median [min to max] of ${result.settings['rounds']} rounds`,
    {
      requestUs: { title: 'CPU, us', digits: 0 },
      compressedBytes: { title: 'bytes', digits: 0 },
      requestBytes: { title: 'before', digits: 0 },
    },
  );
}
