import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPromises } from './application/exit-promise.ts';
import { kExitTextBytes, type ExitReceiver, type ExitWay } from './application/exit-settings.ts';
import { endOfProcess } from './end-of-process.ts';
import { metricEnvironment, patientEnvironment, usualEnvironment } from './environments.ts';
import { settleExit, settleUnanswered, type ExitAccount } from './exit-account.ts';
import type { Random } from './random.ts';
import { FaultServer } from './server/fault-server.ts';
import { hang } from './server/faults.ts';
import { applicationKeeper } from './signal-keeper.ts';
import { serverOptions, type Transport } from './transport.ts';

const program = fileURLToPath(new URL('application/exiting.ts', import.meta.url));

/** One end of a process. */
export interface Exit {
  readonly way: ExitWay;
  readonly transport: Transport;
  readonly receiver: ExitReceiver;
}

/** What became of what one process did that ended in one way. */
export interface ExitOutcome extends ExitAccount {
  /** How long its end took. */
  readonly endMs: number;
  readonly stderr: string;
  /** Why it failed; empty when all is well. */
  readonly problems: readonly string[];
}

export interface RunExitOptions {
  /** The Node that runs the process. */
  readonly node?: string;
  /** The variables of a sanitizer. */
  readonly sanitized?: Readonly<Record<string, string>>;
}

export async function runExit(
  exit: Exit,
  random: Random,
  { node = process.execPath, sanitized = {} }: RunExitOptions = {},
): Promise<ExitOutcome> {
  const { way, transport, receiver } = exit;
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-exit-'));
  const keeper = applicationKeeper(kExitTextBytes);
  const server = new FaultServer(keeper, serverOptions(transport, folder));
  try {
    await server.listen();
    stopAnswering(server, receiver);
    const record = join(folder, 'ended');
    const answers = receiver === 'answers';
    const environment = {
      ...metricEnvironment(false),
      // So that all of it is left for the end.
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
      OTEL_NATIVE_SYSTEM_METRICS: 'process',
      ...(answers ? patientEnvironment(server) : usualEnvironment(server)),
      ...{ EXIT_WAY: way.name, EXIT_RECORD: record },
      ...sanitized,
    };
    const end = await endOfProcess(program, environment, {
      signal: way.signal,
      signalAfterMs: random.between(0, 50),
      node,
    });
    const promises = readPromises(record);
    const account = answers
      ? settleExit(keeper, promises)
      : settleUnanswered(keeper, promises, end.stderr);
    const problems = [...wayProblems(way, end), ...account.problems];
    return { ...account, endMs: end.endMs, stderr: end.stderr, problems };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function stopAnswering(server: FaultServer, receiver: ExitReceiver): void {
  if (receiver === 'answers') return;
  server.afterwards = hang;
  if (receiver === 'silent' && server.tls !== undefined) server.tls.afterwards = 'silent';
}

type End = Awaited<ReturnType<typeof endOfProcess>>;

function wayProblems(way: ExitWay, { code, signal }: End): string[] {
  if (code === way.code && signal === way.signal) return [];
  return [`ended with ${code ?? signal} instead of ${way.code ?? way.signal}`];
}
