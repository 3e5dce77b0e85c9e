import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { kExitTextBytes, type ExitWay } from './application/exit-settings.ts';
import { Ledger, type Account } from './ledger.ts';
import type { Random } from './random.ts';
import { usualEnvironment } from './environments.ts';
import { FaultServer } from './server/fault-server.ts';

const kTimeoutMs = 60_000;
const program = fileURLToPath(new URL('application/exiting.ts', import.meta.url));

/** What became of the spans of one process that ended in one way. */
export interface ExitOutcome {
  /** Of spans that were recorded before the end; later ones may arrive or not. */
  readonly account: Account;
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
  const ledger = new Ledger(kExitTextBytes);
  const server = new FaultServer(ledger);
  try {
    await server.listen();
    const record = join(folder, 'ended');
    const told = { EXIT_WAY: way.name, EXIT_RECORD: record };
    const environment = { ...usualEnvironment(server), ...told, ...sanitized };
    const { code, signal, stderr } = await runToItsEnd(way, environment, random);
    const promised = existsSync(record)
      ? readFileSync(record, 'utf8').split('\n').filter(Boolean)
      : [];
    const account = accountOf(ledger, promised);
    const problems: string[] = [];
    if (code !== way.code || signal !== way.signal)
      problems.push(`ended with ${code ?? signal} instead of ${way.code ?? way.signal}: ${stderr}`);
    if (account.ended === 0) problems.push(`no span was ended: ${stderr}`);
    if (account.lost > 0) problems.push(`${account.lost} of ${account.ended} lost: ${stderr}`);
    if (account.duplicated > 0) problems.push(`${account.duplicated} duplicated`);
    if (account.corrupted > 0) problems.push(`${account.corrupted} corrupted`);
    return { account, problems };
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

/** Spans that ended after the last record, or after the signal, are strangers to it and no corruption. */
function accountOf(ledger: Ledger, promised: readonly string[]): Account {
  return { ...ledger.settle(promised), corrupted: ledger.corrupted };
}
