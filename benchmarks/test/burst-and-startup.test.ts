import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { BurstWork } from '../src/cases/burst-worker.ts';
import { startupVariants, type StartupTask, type StartupWork } from '../src/cases/startup-task.ts';
import { runStartupCase, startupJsonLine, startupTable } from '../src/cases/startup.ts';
import { runWorker } from '../src/harness/child.ts';
import { detectPinning } from '../src/harness/pinning.ts';
import { startReceiver } from '../src/receiver/client.ts';

const file = (name: string) => fileURLToPath(new URL(`../src/cases/${name}`, import.meta.url));

test('a burst of our spans arrives whole, and one of the official SDK loses what it has no room for', async () => {
  const receiver = await startReceiver(detectPinning());
  try {
    const received: Record<string, number> = {};
    for (const variant of ['official', 'native'] as const) {
      const before = await receiver.counts();
      const task = { variant, endpoint: receiver.endpoint, spans: 10_000 };
      const { burstMs } = await runWorker<BurstWork>(
        file('burst-worker.ts'),
        task,
        detectPinning(),
        60_000,
      );
      assert.ok(burstMs > 0);
      received[variant] = (await receiver.counts()).spans - before.spans;
    }
    assert.equal(received['native'], 10_000);
    assert.ok((received['official'] ?? 0) < 10_000);
  } finally {
    await receiver.stop();
  }
});

for (const variant of startupVariants) {
  test(`the start of ${variant} is measured`, async () => {
    const run = (countFiles: boolean) => {
      const task: StartupTask = { variant, countFiles };
      return runWorker<StartupWork>(file('startup-worker.ts'), task, detectPinning(), 60_000);
    };
    const work = await run(false);
    assert.ok(work.rssBytes > work.heapBytes);
    assert.equal(work.filesLoaded, null);
    if (variant !== 'none') assert.ok(work.startMs > 1);
    const { filesLoaded } = await run(true);
    if (variant === 'none') assert.equal(filesLoaded, 0);
    else assert.ok((filesLoaded ?? 0) > 1, String(filesLoaded));
  });
}

test('the case compares both SDKs, and memory above the bare process', async () => {
  const result = await runStartupCase({ rounds: 1, report: () => {} });
  const { variants, ratios } = JSON.parse(startupJsonLine(result));
  const added = (variant: string) => variants[variant].heapBytes - variants.none.heapBytes;
  assert.ok(Math.abs(ratios.heap - added('official') / added('native')) < 0.01);
  assert.equal(
    Math.round(ratios.files * variants.native.filesLoaded),
    variants.official.filesLoaded,
  );
  assert.ok(
    Math.abs(
      ratios.timeInstrumented -
        variants['official-instrumented'].startMs / variants['native-instrumented'].startMs,
    ) < 0.01,
  );
  assert.match(startupTable(result), /^ratio .*\d/m);
});
