import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { compareSystemMetrics } from '../src/cases/system-metrics.ts';
import type { SystemMetricsWork } from '../src/cases/system-metrics-task.ts';
import { runWorker } from '../src/harness/child.ts';
import { detectPinning } from '../src/harness/pinning.ts';

const worker = fileURLToPath(new URL('../src/cases/system-metrics-worker.ts', import.meta.url));

test('ratios are official over native, without what a reader of nothing costs', () => {
  const work = (mainUs: number): SystemMetricsWork => ({
    loadMs: 1,
    loadBytes: 1,
    points: 1,
    mainUs,
    processUs: mainUs,
  });
  const { variants, ratios } = compareSystemMetrics({
    none: [work(10)],
    official: [work(1010)],
    same: [work(60)],
    native: [work(110)],
    'none-native': [work(20)],
    'all-native': [work(70)],
  });
  assert.equal(variants.official.mainUs?.median, 1000);
  assert.equal(ratios.same.main?.median, 20);
  assert.equal(ratios.native.process?.median, 10);
  assert.equal(ratios['all-native'].main?.median, 20);
});

for (const [variant, least] of [
  ['none', 0],
  ['official', 10],
  ['same', 10],
  ['native', 50],
  ['none-native', 0],
  ['all-native', 50],
] as const) {
  test(`the worker measures ${variant}`, async () => {
    const task = { variant, collections: 3 };
    const work = await runWorker<SystemMetricsWork>(worker, task, detectPinning(), 60_000);
    assert.ok(work.points >= least, `${work.points} data points`);
    assert.ok(work.processUs > 0);
  });
}
