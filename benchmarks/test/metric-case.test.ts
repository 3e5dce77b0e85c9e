import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  compareMetrics,
  metricTable,
  runMetricCase,
  type MetricResult,
} from '../src/cases/metric.ts';
import { HttpAttributes } from '../src/fixtures/http-attributes.ts';

test('attribute sets are distinct, come from the seed, and are objects of their own in each call', () => {
  for (const count of [100, 2_000]) {
    const http = new HttpAttributes(count, 7);
    const sets = Array.from({ length: count }, (_, call) =>
      JSON.stringify(http.attributesOf(call)),
    );
    assert.equal(new Set(sets).size, count);
    assert.deepEqual(http.attributesOf(count + 3), http.attributesOf(3));
    assert.notEqual(http.attributesOf(3), http.attributesOf(3));
    assert.deepEqual(new HttpAttributes(count, 7).attributesOf(5), http.attributesOf(5));
  }
});

test('ratios are official over native, round by round', () => {
  const ratios = compareMetrics({
    noop: [figures(1), figures(1)],
    official: [figures(10), figures(30)],
    native: [figures(2), figures(3)],
  });
  assert.deepEqual(ratios['counter'], { median: 7.5, min: 5, max: 10 });
  assert.deepEqual(ratios['collectPause'], { median: 7.5, min: 5, max: 10 });
});

test('a short run: every measurement arrives', async () => {
  const result = await runMetricCase({ rounds: 1, turns: 20_000, report: () => {} });
  for (const variant of ['official', 'native'] as const) {
    const [round] = result.rounds[variant];
    assert.equal(round?.lost, 0, variant);
    assert.ok((round.points ?? 0) >= 200, variant);
    assert.ok((round.collectPauseMs ?? 0) > 0, variant);
  }
  assert.match(metricTable(result), /^counter: /m);
});

function figures(value: number): MetricResult['rounds']['native'][number] {
  return {
    counterNanos: value,
    counterRandomNanos: value,
    counterBoundNanos: value,
    histogramNanos: value,
    counterProcessNanos: value,
    histogramProcessNanos: value,
    collectPauseMs: value,
    collectPauseCpuMs: value,
    points: 0,
    lost: 0,
  };
}
