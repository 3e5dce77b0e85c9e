import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readPromises } from './application/exit-promise.ts';
import { kExitTextBytes, type ExitWay } from './application/exit-settings.ts';
import { metricEnvironment, patientEnvironment } from './environments.ts';
import { settleExit, type ExitAccount } from './exit-account.ts';
import { Ledger } from './ledger.ts';
import { MetricLedger } from './metrics/metric-ledger.ts';
import type { Random } from './random.ts';
import { FaultServer } from './server/fault-server.ts';
import { SignalKeeper } from './signal-keeper.ts';

const kTimeoutMs = 60_000;
const program = fileURLToPath(new URL('application/exiting.ts', import.meta.url));

/** What became of what one process did that ended in one way. */
export interface ExitOutcome extends ExitAccount {
  /** Why it failed; empty when all is well. */
  readonly problems: readonly string[];
}

/** @param sanitized the variables of a sanitizer */
export async function runExit(
  way: ExitWay,
  random: Random,
  sanitized: Readonly<Record<string, string>> = {},
): Promise<ExitOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'fault-harness-exit-'));
  const keeper = new SignalKeeper(new Ledger(kExitTextBytes), new MetricLedger());
  const server = new FaultServer(keeper);
  try {
    await server.listen();
    const record = join(folder, 'ended');
    const environment = {
      ...metricEnvironment(false),
      // So that all of it is left for the end.
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
      OTEL_NATIVE_SYSTEM_METRICS: 'process',
      ...patientEnvironment(server),
      ...{ EXIT_WAY: way.name, EXIT_RECORD: record },
      ...sanitized,
    };
    const { code, signal, stderr } = await runToItsEnd(way, environment, random);
    const account = settleExit(keeper, readPromises(record));
    const ended = `ended with ${code ?? signal} instead of ${way.code ?? way.signal}`;
    const problems = [
      ...(code !== way.code || signal !== way.signal ? [ended] : []),
      ...account.problems,
    ];
    return { ...account, problems: problems.map((problem) => `${problem}: ${stderr}`) };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runToItsEnd(
  way: ExitWay,
  environment: Readonly<Record<string, string>>,
  random: Random,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('OTEL_') && name !== 'NODE_OPTIONS',
  );
  const child = spawn(process.execPath, ['--import', '@otel-native/sdk/register', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...Object.fromEntries(inherited), ...environment, OTEL_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), kTimeoutMs);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.on('data', () => {
    const { signal } = way;
    if (signal !== null) void sleep(random.between(0, 50)).then(() => child.kill(signal));
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(killer);
  return { code, signal, stderr };
}
