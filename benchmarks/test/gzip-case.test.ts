import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { GzipTask, GzipWork } from '../src/cases/gzip-worker.ts';
import { runWorker } from '../src/harness/child.ts';
import { detectPinning } from '../src/harness/pinning.ts';

const worker = fileURLToPath(new URL('../src/cases/gzip-worker.ts', import.meta.url));

test('a higher level makes the same request smaller', async () => {
  const run = (level: number) => {
    const task: GzipTask = { level, spans: 60, seed: 1, warmupRequests: 1, requests: 2 };
    return runWorker<GzipWork>(worker, task, detectPinning(), 60_000);
  };
  const [fast, small] = [await run(1), await run(9)];
  assert.equal(fast.requestBytes, small.requestBytes);
  assert.ok(small.compressedBytes < fast.compressedBytes);
  assert.ok(fast.compressedBytes < fast.requestBytes / 3);
  assert.ok(fast.requestUs > 0);
});
