import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { exitJsonLine, exitTable, runExitCase } from '../src/cases/exit.ts';
import { outageJsonLine, outageTable, runOutageCase } from '../src/cases/outage.ts';
import { FaultyCollector, faults, slowAnswerMs } from '../src/receiver/faulty-collector.ts';

/** ExportTraceServiceRequest { ResourceSpans { ScopeSpans { Span {} Span {} } } } */
const twoSpans = Uint8Array.from([0x0a, 6, 0x12, 4, 0x12, 0, 0x12, 0]);

for (const fault of faults) {
  test(`a Collector that is ${fault} for a while works before and after, at the same address`, async () => {
    const collector = new FaultyCollector({ fault, healthyMs: 200, faultMs: 600 });
    const url = await collector.start();
    assert.equal(await send(url), 'ok');
    const seen = new Set<string>();
    // The fault is seen, and later it is over.
    while (!seen.has(expectedAnswers[fault])) seen.add(await send(url));
    while ((await send(url)) !== 'ok');
    await collector.stop();
    assert.deepEqual(
      [...seen].filter((answer) => answer !== 'ok'),
      [expectedAnswers[fault]],
    );
  });
}
const expectedAnswers = { down: 'refused', slow: 'slow', '429': '429', '503': '503' } as const;

test('only accepted spans are counted', async () => {
  const collector = new FaultyCollector({ fault: '503', healthyMs: 100, faultMs: 60_000 });
  const url = await collector.start();
  let accepted = 0;
  while ((await send(url)) === 'ok') accepted += 1;
  await collector.stop();
  assert.equal(collector.spans, accepted * 2);
  assert.equal(collector.refused, 1);
});

test('what a process loses at process.exit(): all with the official SDK, nothing with ours', async () => {
  const result = await runExitCase({
    rounds: 1,
    endings: ['process.exit'],
    report: () => {},
  });
  const { variants } = JSON.parse(exitJsonLine(result));
  assert.equal(variants.official['process.exit'].atOnce, 100);
  assert.equal(variants.native['process.exit'].atOnce, 0);
  assert.equal(variants.native['process.exit'].later, 0);
  assert.match(exitTable(result), /^process\.exit +100 /m);
});

test('a short outage: what is made during it waits, and arrives', async () => {
  const result = await runOutageCase({ rounds: 1, seconds: 1, faults: ['down'], report: () => {} });
  const { variants } = JSON.parse(outageJsonLine(result));
  for (const variant of ['official', 'native']) {
    assert.ok(variants[variant].down.spansMade > 100, variant);
    assert.equal(variants[variant].down.lost, 0, variant);
  }
  assert.equal(variants.noop.down.spansMade, 0);
  assert.deepEqual(
    result.series.map(({ variant, phase, metric }) => [variant, phase, metric]),
    ['noop', 'official', 'native'].map((variant) => [variant, 'down', 'rssBytes']),
  );
  for (const { values } of result.series) assert.ok(Math.max(...values) > 2 ** 20);
  assert.match(outageTable(result), /^down native +0 /m);
});

/** Sends two spans and says what came of it. */
async function send(url: string): Promise<string> {
  await delay(20);
  const startedMs = performance.now();
  try {
    const { status } = await fetch(`${url}/v1/traces`, { method: 'POST', body: twoSpans });
    if (status !== 200) return String(status);
    return performance.now() - startedMs >= slowAnswerMs ? 'slow' : 'ok';
  } catch {
    return 'refused';
  }
}
