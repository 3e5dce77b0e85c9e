import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { environmentOfWorkers } from '../harness/child.ts';
import { formatSummary } from '../harness/comparison.ts';
import { describeEnvironment, type Environment } from '../harness/environment.ts';
import { detectPinning, type Pinning } from '../harness/pinning.ts';
import { runInterleaved, type Rounds } from '../harness/rounds.ts';
import { summarise, type Summary } from '../harness/statistics.ts';
import { formatTable } from '../harness/table.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';
import {
  allEndings,
  exitVariants,
  type Ending,
  type ExitTask,
  type ExitVariant,
} from './exit-task.ts';

export interface ExitOptions {
  readonly rounds?: number | undefined;
  readonly endings?: readonly Ending[];
  /** Told in a line what goes on. */
  readonly report: (line: string) => void;
}

/** Spans lost when the process ends right after the last of them, and a second later. */
type Losses<T> = Readonly<Record<'atOnce' | 'later', T>>;
type LossesByEnding<T> = Readonly<Partial<Record<Ending, Losses<T>>>>;

/** What the result file holds. */
export interface ExitResult {
  readonly case: 'exit';
  readonly environment: Environment;
  readonly settings: {
    readonly rounds: number;
    readonly spans: number;
    readonly laterMs: number;
    readonly endings: readonly Ending[];
  };
  /** Spans lost of {@link ExitResult.settings} `.spans`. */
  readonly variants: Readonly<Record<ExitVariant, LossesByEnding<Summary | null>>>;
  readonly rounds: Rounds<ExitVariant, LossesByEnding<number>>;
}

const workerFile = fileURLToPath(new URL('exit-worker.ts', import.meta.url));
const defaultRounds = 3;
const spans = 100;
const laterMs = 1_000;
const timeoutMs = 30_000;
/** What the process had written to its socket before it was killed may still be on its way. */
const settleMs = 200;

/** Spans lost when a process ends, one way or another, right after its work. */
export async function runExitCase(options: ExitOptions): Promise<ExitResult> {
  const { rounds = defaultRounds, endings = allEndings, report } = options;
  const pinning = detectPinning();
  const receiver = await startReceiver(pinning);
  try {
    const figures = await runInterleaved(exitVariants, rounds, async (variant, round) => {
      const losses: Partial<Record<Ending, Losses<number>>> = {};
      for (const ending of endings) {
        const lost = (waitMs: number) =>
          lostSpans(
            { variant, endpoint: receiver.endpoint, spans, ending, waitMs },
            receiver,
            pinning,
          );
        losses[ending] = { atOnce: await lost(0), later: await lost(laterMs) };
      }
      const lost = Object.entries(losses).map(([ending, { atOnce }]) => `${ending} ${atOnce}`);
      report(`round ${round} of ${rounds}: ${variant}, lost of ${spans}: ${lost.join(', ')}`);
      return losses;
    });
    return {
      case: 'exit',
      environment: describeEnvironment(['@opentelemetry/sdk-node', '@otel-native/sdk'], pinning),
      settings: { rounds, spans, laterMs, endings },
      variants: summariseLosses(figures),
      rounds: figures,
    };
  } finally {
    await receiver.stop();
  }
}

async function lostSpans(task: ExitTask, receiver: Receiver, pinning: Pinning): Promise<number> {
  const before = await receiver.counts();
  const [command, ...args] = pinning.measured([process.execPath, workerFile, JSON.stringify(task)]);
  const child = spawn(command, args, {
    stdio: 'ignore',
    env: environmentOfWorkers(),
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  await once(child, 'exit');
  await delay(settleMs);
  return task.spans - ((await receiver.counts()).spans - before.spans);
}

export function summariseLosses(rounds: ExitResult['rounds']): ExitResult['variants'] {
  const summaries = exitVariants.map((variant) => {
    const endings = Object.keys(rounds[variant][0] ?? {}) as Ending[];
    const of = (ending: Ending, moment: keyof Losses<number>) =>
      summarise(rounds[variant].map((losses) => losses[ending]?.[moment] ?? null));
    return [
      variant,
      Object.fromEntries(
        endings.map((ending) => [
          ending,
          { atOnce: of(ending, 'atOnce'), later: of(ending, 'later') },
        ]),
      ),
    ];
  });
  return Object.fromEntries(summaries) as ExitResult['variants'];
}

/** The last line of `--json`: medians alone. */
export function exitJsonLine({ environment, variants }: ExitResult): string {
  const medians = (losses: LossesByEnding<Summary | null>) =>
    Object.fromEntries(
      Object.entries(losses).map(([ending, { atOnce, later }]) => [
        ending,
        { atOnce: atOnce?.median ?? null, later: later?.median ?? null },
      ]),
    );
  return JSON.stringify({
    case: 'exit',
    node: environment.node,
    variants: Object.fromEntries(
      exitVariants.map((variant) => [variant, medians(variants[variant])]),
    ),
  });
}

/** For people: median, and the range in brackets. */
export function exitTable({ environment, settings, variants }: ExitResult): string {
  return [
    `exit: spans lost of ${settings.spans}, median [min to max] of ${settings.rounds} rounds; the process ends at once, or ${settings.laterMs} ms after its last span`,
    `Node ${environment.node}, ${environment.cpuModel}, ${environment.system}; pinning: ${environment.pinning}`,
    '',
    formatTable([
      ['', ...exitVariants.flatMap((variant) => [`${variant}: at once`, 'later'])],
      ...settings.endings.map((ending) => [
        ending,
        ...exitVariants.flatMap((variant) => {
          const { atOnce = null, later = null } = variants[variant][ending] ?? {};
          return [formatSummary(atOnce, 0), formatSummary(later, 0)];
        }),
      ]),
    ]),
  ].join('\n');
}
