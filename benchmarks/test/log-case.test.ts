import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  compareLogs,
  logJsonLine,
  logTable,
  runLogCase,
  type LogResult,
} from '../src/cases/log.ts';
import { LogRecords } from '../src/fixtures/log-records.ts';

test('log records come from the seed, and are objects of their own in each call', () => {
  const records = new LogRecords(7);
  assert.deepEqual(new LogRecords(7).full(5), records.full(5));
  assert.notEqual(records.full(5), records.full(5));
  assert.equal(Object.keys(records.full(5).attributes ?? {}).length, 5);
  assert.deepEqual(Object.keys(records.bare(5)), ['body']);
});

test('ratios are official over native, round by round', () => {
  const ratios = compareLogs({
    noop: [figures(1), figures(1)],
    official: [figures(10), figures(30)],
    native: [figures(2), figures(3)],
  });
  assert.deepEqual(ratios['emit'], { median: 7.5, min: 5, max: 10 });
  assert.deepEqual(ratios['emitBareAllocated'], { median: 7.5, min: 5, max: 10 });
});

test('a short run: every log record arrives', async () => {
  const result = await runLogCase({ rounds: 1, turns: 5, burstLines: 5_000, report: () => {} });
  for (const variant of ['official', 'native'] as const) {
    const [round] = result.rounds[variant];
    assert.equal(round?.emitLost, 0, variant);
    assert.equal(round.emitBareLost, 0, variant);
    assert.ok((round.emitAllocatedBytes ?? 1) > 0, variant);
  }
  assert.match(logTable(result), /^emit: /m);
  const { workloads } = JSON.parse(logJsonLine(result)) as {
    workloads: Record<string, { ratios: Record<string, number> }>;
  };
  assert.ok((workloads['emit']?.ratios['processCpu'] ?? 0) > 0);
  for (const variant of ['official', 'native'] as const) {
    const [round] = result.bridges.rounds[variant];
    for (const { lost } of Object.values(round ?? {})) assert.equal(lost, 0, variant);
  }
  const { made, native } = result.bridges.bursts.pino;
  assert.equal(native.arrived, made);
});

function figures(value: number): LogResult['rounds']['native'][number] {
  return {
    emitMainNanos: value,
    emitProcessNanos: value,
    emitAllocatedBytes: value,
    emitLost: 0,
    emitBareMainNanos: value,
    emitBareProcessNanos: value,
    emitBareAllocatedBytes: value,
    emitBareLost: 0,
  };
}
