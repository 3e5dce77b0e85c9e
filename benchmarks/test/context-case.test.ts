import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import {
  compareContextRounds,
  contextOperations,
  type ContextFigures,
  type ContextOperation,
} from '../src/cases/context-result.ts';
import type { ContextWork } from '../src/cases/context-worker.ts';
import { runWorker } from '../src/harness/child.ts';
import { detectPinning } from '../src/harness/pinning.ts';

const worker = fileURLToPath(new URL('../src/cases/context-worker.ts', import.meta.url));

test('ratios are official over native, and of an await chain native over none', () => {
  const { ratios } = compareContextRounds({
    none: [figures(10), figures(20)],
    official: [figures(80), figures(90)],
    native: [figures(20), figures(30)],
  });
  assert.deepEqual(ratios.alone.with, { median: 3.5, min: 3, max: 4 });
  assert.deepEqual(ratios.amongStorages.awaitChain, { median: 1.75, min: 1.5, max: 2 });
});

for (const variant of ['none', 'official', 'native'] as const) {
  test(`the worker measures every operation of ${variant}`, async () => {
    const task = { variant, storages: 1, repetitions: 200 };
    const { mode, nanos } = await runWorker<ContextWork>(worker, task, detectPinning(), 60_000);
    assert.deepEqual(Object.keys(nanos).toSorted(), contextOperations.toSorted());
    for (const value of Object.values(nanos)) assert.ok(value > 0);
    assert.equal(mode, variant === 'native' ? 'native-frame' : variant);
  });
}

function figures(nanos: number): ContextFigures {
  const each = Object.fromEntries(
    contextOperations.map((operation) => [operation, nanos]),
  ) as Record<ContextOperation, number>;
  return { mode: '', alone: each, amongStorages: each };
}
