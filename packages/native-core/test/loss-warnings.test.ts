import { diag } from '@opentelemetry/api';
import type { LossListener } from '@otel-native/api-bridge';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, kMiB, makeProvider } from './support/pipelines';

const kOnce = 'further ones are only counted, see stats()';

/** Ends three spans and flushes, twice; gives what was logged when there is something. */
async function logged(answer: CollectingSink['answer'], expected = 1): Promise<string[]> {
  const provider = makeProvider(new CollectingSink(answer));
  const lines = collectDiagnostics();
  for (let i = 0; i < 2; i++) {
    endSpans(provider, 3);
    await provider.forceFlush().catch(() => {});
  }
  expect(consistentStats(provider).queued).toBe(0);
  while (lines.length < expected) await nextTurn();
  return lines;
}

test('a partial success is told once', async () => {
  const lines = await logged(() => ({ status: 'ok', rejectedItems: 2, message: 'over quota' }));
  expect(lines).toEqual([`warn: The receiver rejected 2 spans; ${kOnce}: over quota`]);
});

test('a message without a loss is told once', async () => {
  const lines = await logged(() => ({ status: 'ok', message: 'use the new endpoint' }));
  expect(lines).toEqual([
    'warn: The receiver took all spans, with a message: use the new endpoint',
  ]);
});

test('a refusal is told once', async () => {
  const lines = await logged(() => ({ status: 'failed', message: 'no such tenant' }));
  expect(lines).toEqual([`warn: 3 spans were not accepted and are lost; ${kOnce}: no such tenant`]);
});

test('nothing lost, nothing told', async () => {
  expect(await logged(() => ({ status: 'ok' }), 0)).toEqual([]);
});

test('a full queue is told once', async () => {
  const sink = new CollectingSink(() => ({ status: 'retry', retryAfterMillis: 3_600_000 }));
  const provider = makeProvider(sink, { maxQueueBytes: kMiB, ringBytes: 65_536 });
  const lines = collectDiagnostics();
  endSpans(provider, 2_000, { text: 'x'.repeat(2_000) });
  endSpans(provider, 2_000, { text: 'x'.repeat(2_000) });
  // It may be the native side that tells it.
  const ofQueue = () => lines.filter((line) => line.includes('queue'));
  while (ofQueue().length === 0) await nextTurn();
  expect(consistentStats(provider).dropped.queueFull).toBeGreaterThan(1);
  expect(ofQueue()).toEqual([`warn: The queue of spans is full, the newest are dropped; ${kOnce}`]);
});

test('a long pause that the receiver asks for is told, with its seconds', async () => {
  const message = 'collector:4318/v1/traces: HTTP 503';
  const sink = new CollectingSink(() => ({ status: 'retry', retryAfterMillis: 61_500, message }));
  const provider = makeProvider(sink, { maxExportBatchSize: 1 });
  const lines = collectDiagnostics();
  endSpans(provider, 3);
  while (lines.length === 0) await nextTurn();
  // Asked again at once, it asks for the same.
  await expect(provider.forceFlush({ timeoutMillis: 50 })).rejects.toHaveLength(1);
  expect(lines).toEqual([
    `warn: The receiver takes no spans; the next attempt is in 61 s, as it asks: ${message}`,
  ]);
  sink.answer = () => ({ status: 'ok' });
  await provider.forceFlush();
  while (lines.length === 1) await nextTurn();
  expect(lines[1]).toMatch(/^warn: The receiver takes spans again, after \d+ s$/);
});

test('a span that is too large is told once', async () => {
  const provider = makeProvider(new CollectingSink(), { maxQueueBytes: 100_000 });
  const lines = collectDiagnostics();
  endSpans(provider, 2, { text: 'x'.repeat(1_000_000) });
  expect(consistentStats(provider).dropped.tooLarge).toBe(2);
  while (lines.length === 0) await nextTurn();
  expect(lines).toEqual([`warn: A span is larger than the queue and is dropped; ${kOnce}`]);
});

test('a listener that ends spans itself hears of each loss, one after the other', async () => {
  const sink = new CollectingSink(() => ({ status: 'retry', retryAfterMillis: 3_600_000 }));
  let depth = 0;
  let deepest = 0;
  const heard: number[] = [];
  const onLoss: LossListener = ({ count }) => {
    heard.push(count);
    deepest = Math.max(deepest, ++depth);
    if (heard.length < 5) endSpans(provider, 1, { text: 'x'.repeat(1_000_000) });
    depth--;
  };
  const provider = makeProvider(sink, { maxQueueBytes: 100_000 }, { onLoss });
  endSpans(provider, 3, { text: 'x'.repeat(1_000_000) });
  while (heard.length < 5) await nextTurn();
  expect(deepest).toBe(1);
  expect(heard.reduce((sum, count) => sum + count)).toBe(
    consistentStats(provider).dropped.tooLarge,
  );
});

test('a logger that throws ends nothing', async () => {
  const provider = makeProvider(new CollectingSink(() => ({ status: 'failed', message: 'no' })));
  let calls = 0;
  const log = () => {
    calls++;
    throw new Error('on purpose');
  };
  diag.setLogger({ error: log, warn: log, info: log, debug: log, verbose: log });
  endSpans(provider, 3);
  await expect(provider.forceFlush()).rejects.toHaveLength(1);
  while (calls === 0) await nextTurn();
});
