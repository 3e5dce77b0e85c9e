import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compareGenAi, genAiTable, runGenAiCase, type GenAiResult } from '../src/cases/genai.ts';

test('ratios are of what is above the AI SDK alone', () => {
  const ratios = compareGenAi({
    none: [figures(1), figures(2)],
    listening: [figures(2), figures(3)],
    official: [figures(11), figures(22)],
    native: [figures(3), figures(4)],
  });
  assert.deepEqual(ratios['mainCpu'], { median: 7.5, min: 5, max: 10 });
  assert.deepEqual(ratios['mainCpuAboveListening'], { median: 14, min: 9, max: 19 });
  assert.deepEqual(ratios['chunkOverAddEvent'], { median: 2.5, min: 2, max: 3 });
});

test('a short run: every span and every byte arrives', async () => {
  const result = await runGenAiCase({ rounds: 1, turns: 3, report: () => {} });
  for (const variant of ['official', 'native'] as const) {
    const [round] = result.rounds[variant];
    assert.equal(round?.lost, 0, variant);
    assert.equal(round.lostContent, 0, variant);
    assert.ok((round.processCpuUs ?? 0) > 0, variant);
  }
  assert.equal(result.rounds.native[0]?.lostBytes, 0);
  assert.ok((result.rounds.native[0].longestMs ?? 0) > 0);
  assert.match(genAiTable(result), /^mainCpu: /m);
});

function figures(value: number): GenAiResult['rounds']['native'][number] {
  return {
    mainCpuUs: value,
    processCpuUs: value,
    allocatedBytes: value,
    lost: value,
    mainCpuContentUs: value,
    processCpuContentUs: value,
    allocatedContentBytes: value,
    lostContent: value,
    longestMs: value,
    longestCpuMs: value,
    lostBytes: value,
    chunkNanos: value,
    idleCallNanos: value,
    addEventNanos: value,
    startSpanNanos: value,
  };
}
