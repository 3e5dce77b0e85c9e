import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Receiver } from './receiver';
import { runProgram } from './run-child';

/** What became of the spans of a process that was killed. */
export interface KillRun {
  /** Spans whose `end()` had returned. */
  committed: number;
  beforeRecovery: number;
  lost: number;
  /** Times that a span came more than once. */
  duplicates: number;
  /** Files that are left. */
  files: string[];
  recovery: { files: number; damagedFiles: number; lost: number; complete: boolean };
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otel-native-spool-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/**
 * Kills a process that ends spans, has another one recover its spool, and counts at the receiver.
 * @param receiverAnswers whether the receiver answers before the process is killed
 */
export async function killAndRecover(
  aliveMillis: number,
  { receiverAnswers = true, workers = 0 } = {},
): Promise<KillRun> {
  const spool = temporaryFolder();
  const silent = receiverAnswers ? undefined : await Receiver.start({ answers: false });
  const receiver = await Receiver.start();
  try {
    const { endpoint } = silent ?? receiver;
    const committed = await runUntilKilled(aliveMillis, {
      ENDPOINT: endpoint,
      SPOOL: spool,
      WORKERS: String(workers),
    });
    const beforeRecovery = new Set(receiver.spans().map(({ spanId }) => spanId)).size;
    const { stdout } = await runProgram('recover.mjs', {
      environment: { ENDPOINT: receiver.endpoint, SPOOL: spool },
    });
    const received = receiver.spans().map(({ spanId }) => spanId);
    const distinct = new Set(received);
    return {
      committed: committed.length,
      beforeRecovery,
      lost: committed.filter((id) => !distinct.has(id)).length,
      duplicates: received.length - distinct.size,
      files: readdirSync(spool),
      recovery: JSON.parse(stdout) as KillRun['recovery'],
    };
  } finally {
    await silent?.stop();
    await receiver.stop();
  }
}

/** Gives the ids that the program wrote down. */
async function runUntilKilled(
  aliveMillis: number,
  environment: Record<string, string>,
): Promise<string[]> {
  const program = join(__dirname, '../programs/spool.mjs');
  const ids = join(temporaryFolder(), 'ids');
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...environment, IDS: ids },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  await setTimeout(aliveMillis);
  child.kill('SIGKILL');
  await closed;
  return readFileSync(ids, 'latin1')
    .split('\n')
    .filter((line) => line.length === 16);
}
