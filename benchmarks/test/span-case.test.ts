import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runSpanCase } from '../src/cases/span.ts';
import {
  compareSpanRounds,
  spanJsonLine,
  spanTable,
  type SpanFigures,
  type SpanResult,
} from '../src/cases/span-result.ts';
import { spanCaseNames } from '../src/cases/span-workload.ts';

const figures = (mainCpuUs: number | null, lost = 0): SpanFigures => ({
  mainCpuUs,
  processCpuUs: 20,
  callsUs: 4,
  wallUs: 30,
  allocatedBytes: mainCpuUs === null ? null : mainCpuUs * 100,
  spansPerTurn: 3,
  spansMade: 300,
  lost,
  requests: 1,
  requestBytes: 1000,
});

const rounds = {
  noop: [figures(0.2), figures(0.4), figures(0.3)],
  official: [figures(30), figures(10, 5), figures(16, 2)],
  native: [figures(3), figures(2), figures(2)],
};

const result = (): SpanResult => ({
  case: 'span',
  environment: {
    date: '2026-11-29',
    commit: '4f2a91c07d3e',
    node: 'v24.0.0',
    v8: '13',
    system: 'Linux',
    cpuModel: 'a processor',
    cpuCount: 2,
    pinning: 'none',
    packages: {},
  },
  settings: { rounds: 3, turns: 100, warmupTurns: 100, seed: 1 },
  ...compareSpanRounds(rounds),
  rounds,
});

test('the JSON line holds medians per variant, losses of all rounds, and the median of pairwise ratios', () => {
  assert.deepEqual(JSON.parse(spanJsonLine(result())), {
    case: 'span',
    node: 'v24.0.0',
    variants: {
      noop: { mainCpuUs: 0.3, processCpuUs: 20, callsUs: 4, allocatedBytes: 30, lost: 0 },
      official: { mainCpuUs: 16, processCpuUs: 20, callsUs: 4, allocatedBytes: 1600, lost: 7 },
      native: { mainCpuUs: 2, processCpuUs: 20, callsUs: 4, allocatedBytes: 200, lost: 0 },
    },
    ratios: { mainCpu: 8, processCpu: 1, calls: 1, allocatedBytes: 8, nativeOverNoop: 6.667 },
  });
});

test('a Node that cannot measure a thread gives null, not a number', () => {
  const unmeasured = { ...rounds, native: [figures(null), figures(null), figures(null)] };
  const line = spanJsonLine({ ...result(), ...compareSpanRounds(unmeasured) });
  const { variants, ratios } = JSON.parse(line);
  assert.equal(variants.native.mainCpuUs, null);
  assert.equal(ratios.mainCpu, null);
});

test('the table names every variant with median and range', () => {
  const table = spanTable(result());
  assert.match(table, /^official +16\.00 \[10\.00-30\.00\].* 7$/m);
  assert.match(table, /^official \/ native +8\.00 \[5\.00-10\.00\]/m);
});

for (const caseName of spanCaseNames) {
  test(`a short run of ${caseName}: every variant exports for real and nothing is lost`, async () => {
    const turns = 300;
    const { variants, rounds: measured } = await runSpanCase({
      caseName,
      rounds: 1,
      turns,
      report: () => {},
    });
    for (const variant of ['official', 'native'] as const) {
      const [round] = measured[variant];
      assert.equal(round?.spansMade, 2 * turns * (round?.spansPerTurn ?? NaN), variant);
      assert.ok(round.requests > 0, variant);
      assert.equal(variants[variant].lost, 0, variant);
    }
    assert.deepEqual(
      measured.noop.map(({ spansMade, requests }) => [spansMade, requests]),
      [[0, 0]],
    );
    // The same data reaches the receiver: what a variant left out would not be paid for.
    const [official, native] = [measured.official[0], measured.native[0]];
    const bytesRatio = (official?.requestBytes ?? NaN) / (native?.requestBytes ?? NaN);
    assert.ok(bytesRatio > 0.9 && bytesRatio < 1.1, String(bytesRatio));
    assert.ok((official?.allocatedBytes ?? 0) > 0 && (native?.allocatedBytes ?? 0) > 0);
  });
}
