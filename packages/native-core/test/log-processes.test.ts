import { readdirSync } from 'node:fs';
import { temporaryFolder } from './support/kill-run';
import { Receiver } from './support/receiver';
import { runProgram } from './support/run-child';
import { decodeLogs } from './support/decode-logs';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

/** How many records with each body came. */
function counts(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { body } of receiver.bodies.flatMap((bytes) => decodeLogs(bytes))) {
    const { string } = body as { string: string };
    found[string] = (found[string] ?? 0) + 1;
  }
  return found;
}

test.each<[way: string, code: number]>([
  ['exit', 0],
  ['normal', 0],
  ['throw', 1],
  ['throwLater', 1],
  ['shutdown', 0],
])('however the process ends, all log records arrive: %s', async (way, code) => {
  const environment = { ENDPOINT: receiver.endpoint, WAY: way };
  const result = await runProgram('end-logs.mjs', { environment });
  expect(counts()).toEqual({ log: 1_000 });
  expect(result).toMatchObject({ code, signal: null });
});

test('records that the application flushes before the process is killed', async () => {
  const environment = { ENDPOINT: receiver.endpoint, WAY: 'flushAndKill' };
  const result = await runProgram('end-logs.mjs', { environment });
  expect(result).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  expect(counts()).toEqual({ log: 1_000 });
});

test('records that an exit listener emits arrive as well', async () => {
  const environment = { ENDPOINT: receiver.endpoint, WAY: 'emitInExit' };
  await runProgram('end-logs.mjs', { environment });
  expect(counts()).toEqual({ log: 1_000, late: 3 });
});

test.each(['normal', 'exit'])('worker threads that end: %s', async (way) => {
  const environment = { ENDPOINT: receiver.endpoint, WAY: way };
  await runProgram('log-workers.mjs', { environment });
  expect(counts()).toEqual({ 'worker log': 2_000 });
});

test('with a spool, the next process sends what a killed one left', async () => {
  const spool = temporaryFolder();
  const environment = { ENDPOINT: receiver.endpoint, SPOOL: spool, WAY: 'kill' };
  const killed = await runProgram('end-logs.mjs', { environment });
  expect(killed.signal).toBe('SIGKILL');
  expect(readdirSync(spool)).toHaveLength(1);
  const { stdout } = await runProgram('recover.mjs', { environment });
  expect(counts().log).toBeGreaterThanOrEqual(1_000);
  expect(JSON.parse(stdout)).toMatchObject({
    files: 1,
    spans: 0,
    lost: 0,
    damagedFiles: 0,
    complete: true,
  });
  expect(readdirSync(spool)).toEqual([]);
});

test('a tracer provider leaves the log records in the spool that it shares; a logger provider sends them', async () => {
  const spool = temporaryFolder();
  const environment = { ENDPOINT: receiver.endpoint, SPOOL: spool, WAY: 'kill' };
  await runProgram('end-logs.mjs', { environment });
  await runProgram('spool-exit.mjs', { environment });
  expect(readdirSync(spool)).toHaveLength(1);
  receiver.bodies.length = 0;
  await runProgram('end-logs.mjs', { environment: { ...environment, WAY: 'shutdown' } });
  expect(counts().log).toBe(2_000);
  expect(readdirSync(spool)).toEqual([]);
});
