import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { cpuOf } from '../src/harness/cpu-meter.ts';
import { detectPinning } from '../src/harness/pinning.ts';
import { SteppedWorker, runInLockstep } from '../src/harness/stepped-worker.ts';

interface Step {
  readonly name: string;
  readonly startedNanos: string;
}

const workerFile = fileURLToPath(new URL('workers/stepping.ts', import.meta.url));

function start(task: { name: string; failsAt?: number }): SteppedWorker<Step, number> {
  return new SteppedWorker(workerFile, task, detectPinning(), 60_000);
}

test('workers take turns, and each begins as often as the others', async () => {
  const measured = await runInLockstep({ a: start({ name: 'a' }), b: start({ name: 'b' }) }, 4);
  const order = Object.values(measured)
    .flatMap(({ steps }) => steps)
    .toSorted((one, other) => Number(BigInt(one.startedNanos) - BigInt(other.startedNanos)))
    .map(({ name }) => name);
  assert.equal(order.join(''), 'abbaabba');
  // The first step of each is not measured.
  assert.deepEqual([measured.a.end, measured.b.end], [5, 5]);
});

test('a worker that fails ends the measurement with its task', async () => {
  const workers = { a: start({ name: 'a' }), b: start({ name: 'b', failsAt: 3 }) };
  await assert.rejects(runInLockstep(workers, 4), /"name":"b".* failed/);
});

test('the CPU of an interval shorter than a tick of the system is measured', async () => {
  if (process.platform !== 'linux' || !('threadCpuUsage' in process)) return;
  const spinMs = 1.5;
  const { mainUs } = await cpuOf(async () => {
    const started = process.threadCpuUsage();
    const usedUs = () => {
      const { user, system } = process.threadCpuUsage(started);
      return user + system;
    };
    while (usedUs() < spinMs * 1_000);
  });
  assert.ok((mainUs ?? 0) >= 1_000 * spinMs * 0.8, `${mainUs} µs`);
});
