import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isStringOneByteRepresentation } from 'node:v8';

import {
  byMessages,
  compareLlmRounds,
  encodings,
  llmJsonLine,
  messageSizes,
} from '../src/cases/llm-result.ts';
import { llmTable, runLlmCase } from '../src/cases/llm.ts';
import { comparePauses, pauseTable, runPauseCase } from '../src/cases/pause.ts';
import { makeConversations, makeNestedConversations } from '../src/fixtures/conversations.ts';
import { LoopProbe } from '../src/harness/loop-probe.ts';

test('the probe sees how long the loop was held, and not how long it slept', async () => {
  let ticks = 0;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const probe = new LoopProbe(() => {
    ticks += 1;
    if (ticks === 20) holdLoop(60, 5);
    if (ticks === 40) resolve();
  });
  await done;
  const { longestMs, p99Ms, longestCpuMs, stretches } = probe.read();
  assert.ok(longestMs >= 60, String(longestMs));
  assert.ok(p99Ms <= longestMs);
  assert.ok(longestCpuMs === null || longestCpuMs >= 5, String(longestCpuMs));
  assert.equal(stretches, 40);
  probe.reset();
  assert.equal(probe.read().stretches, 0);
  probe.stop();
});

for (const encoding of encodings) {
  test(`conversations have the length asked for, are JSON, and come from the seed: ${encoding}`, () => {
    const conversations = makeConversations(8, 10_000, 5, encoding);
    assert.deepEqual(makeConversations(8, 10_000, 5, encoding), conversations);
    for (const text of conversations) {
      assert.equal(text.length, 10_000);
      assert.equal((JSON.parse(text) as unknown[]).length, 2);
      assert.equal(isStringOneByteRepresentation(text), encoding === 'ascii');
    }
  });

  test(`nested conversations share the length asked for: ${encoding}`, () => {
    const [messages = []] = makeNestedConversations(2, 10_000, 5, encoding, 4);
    const texts = messages.flatMap(({ parts }) => parts.map(({ content }) => content));
    assert.deepEqual(
      texts.map((text) => text.length),
      [2500, 2500, 2500, 2500],
    );
    for (const text of texts)
      assert.equal(isStringOneByteRepresentation(text), encoding === 'ascii');
  });
}

test('pauses are compared as they are; what is added is above noop of the same round', () => {
  const { ratios, added } = comparePauses({
    noop: [pause(1), pause(2)],
    official: [pause(10), pause(30)],
    native: [pause(2), pause(3)],
  });
  assert.deepEqual(ratios['longest'], { median: 7.5, min: 5, max: 10 });
  assert.deepEqual(added.native.longestMs, { median: 1, min: 1, max: 1 });
  assert.deepEqual(added.official.longestMs, { median: 18.5, min: 9, max: 28 });
});

test('of model calls, CPU and memory are compared above noop, and pauses as they are', () => {
  const comparison = compareLlmRounds({
    noop: [llm(1, 100)],
    official: [llm(21, 300)],
    native: [llm(3, 150)],
  });
  assert.equal(comparison.ratios['2.5MB'].wide.longest?.median, 7);
  assert.equal(comparison.ratios['2.5MB'].wide.mainCpuAboveNoop?.median, 10);
  assert.equal(comparison.ratios['2.5MB'].wide.rss?.median, 4);
  const line = JSON.parse(llmJsonLine({ environment: { node: 'v24.0.0' }, ...comparison }));
  assert.equal(line.ratios['100KBNested'].ascii.mainCpuAboveNoop, 10);
  assert.equal(line.variants.native['100KB'].wide.peakRssBytes, 150);
  assert.equal(line.variants.native['100KB'].wide.lost, 0);
});

test('a short run of both cases: every span arrives', async () => {
  const options = { rounds: 1, seconds: 0.3, report: () => {} };
  const llmResult = await runLlmCase(options);
  const pauseResult = await runPauseCase(options);
  for (const variant of ['official', 'native'] as const) {
    const [sizes] = llmResult.rounds[variant];
    for (const size of messageSizes)
      for (const encoding of encodings)
        assert.equal(sizes?.[size][encoding].lost, 0, `${variant} ${size} ${encoding}`);
    assert.equal(pauseResult.rounds[variant][0]?.lost, 0, variant);
    assert.ok((pauseResult.rounds[variant][0]?.spansPerSecond ?? 0) > 0, variant);
  }
  assert.match(llmTable(llmResult), /^2\.5MB wide official \/ native /m);
  assert.match(pauseTable(pauseResult), /^added above noop, native: /m);
});

/** Works until both times are over: on a busy machine, the system may give the thread no CPU in so many milliseconds. */
function holdLoop(milliseconds: number, cpuMilliseconds: number): void {
  const untilMs = performance.now() + milliseconds;
  const untilCpuMs = threadCpuMs() + cpuMilliseconds;
  while (performance.now() < untilMs || threadCpuMs() < untilCpuMs);
}

/** Infinity where Node.js does not measure it: before 23.9. */
function threadCpuMs(): number {
  const read = process.threadCpuUsage as typeof process.threadCpuUsage | undefined;
  if (read === undefined) return Infinity;
  const { user, system } = read.call(process);
  return (user + system) / 1000;
}

function pause(longestMs: number) {
  return { longestMs, longestCpuMs: longestMs, p99Ms: longestMs, spansPerSecond: 0, lost: 0 };
}

function llm(millis: number, peakRssBytes: number) {
  return byMessages(() => ({
    longestMs: millis,
    longestCpuMs: millis,
    mainCpuMs: millis,
    processCpuMs: millis,
    peakRssBytes,
    lost: 0,
  }));
}
