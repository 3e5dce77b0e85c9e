import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runInstrumentationCase } from '../src/cases/instrumentation.ts';
import { instrumentationOperations } from '../src/cases/instrumentation-worker.ts';
import { instrumentationVariants } from '../src/variants/instrumentations.ts';

test('each variant serves, fetches and passes layers, and each has a ratio', async () => {
  const lines: string[] = [];
  const { variants, ratios } = await runInstrumentationCase({
    rounds: 1,
    turns: 1,
    report: (line) => lines.push(line),
  });
  assert.equal(lines.length, 1);
  for (const variant of instrumentationVariants) {
    for (const operation of instrumentationOperations)
      assert.ok((variants[variant][operation]?.median ?? 0) > 0);
  }
  assert.deepEqual(Object.keys(ratios), ['server', 'fetch', 'layer']);
});
