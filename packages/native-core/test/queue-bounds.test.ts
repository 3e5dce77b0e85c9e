import type { BatchOptions } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, expectNames, makeProvider } from './support/pipelines';

// A bound is on what waits, and never smaller than what is added at once: with room in the queue nothing is lost.

test.each([
  [101, 100],
  [600, 500],
  [2, 1],
  [2, 1.5],
])('%i spans at once with room for %d behind the first batch', async (count, maxQueueSize) => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink, { maxQueueSize });
  endSpans(provider, count);
  await provider.forceFlush();
  expectNames(sink, count);
  expect(consistentStats(provider).dropped.queueFull).toBe(0);
});

describe('while the exporter has a request', () => {
  async function withBusyExporter(batch: BatchOptions) {
    collectDiagnostics();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const sink = new CollectingSink(async () => {
      asked.resolve();
      await answer.promise;
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, { ...batch, ringBytes: 4096 });
    endSpans(provider, batch.maxExportBatchSize!);
    await asked.promise;
    const tracer = provider.getTracer('burst');
    for (let i = batch.maxExportBatchSize!; i < 500; i++) tracer.startSpan(`span ${i}`).end();
    const flushed = provider.forceFlush().catch(() => {});
    answer.resolve();
    await flushed;
    return { sink, dropped: consistentStats(provider).dropped.queueFull };
  }

  test.each([
    [10, 100],
    [60, 100],
    [100, 100],
  ])(
    'batches of %i: as many as the queue holds wait, and the newest are lost',
    async (size, queue) => {
      const batch = { maxExportBatchSize: size, maxQueueSize: queue };
      const { sink, dropped } = await withBusyExporter(batch);
      // What the last, incomplete batch holds comes on top when the answer makes room for it.
      expect(sink.itemCount).toBeGreaterThanOrEqual(size + queue);
      expect(sink.itemCount + dropped).toBe(500);
      const names = sink.spans().map(({ name }) => name);
      const first = Array.from({ length: size + queue }, (_, i) => `span ${i}`);
      expect(names.slice(0, size + queue)).toEqual(first);
    },
  );
});

describe('options against each other', () => {
  test.each<[BatchOptions, string[]]>([
    [
      { maxQueueSize: 100 },
      [
        'warn: maxExportBatchSize (512) is larger than maxQueueSize, using 100, the size of the queue.',
      ],
    ],
    [{ maxQueueSize: 100, maxExportBatchSize: 100 }, []],
    [
      { maxQueueBytes: 80_000, maxRequestBytes: 40_000 },
      [
        'warn: maxRequestBytes (40000) is larger than an eighth of maxQueueBytes, using that: 10000.',
      ],
    ],
    // A default gives way.
    [{ maxQueueBytes: 80_000 }, []],
  ])('%j', (batch, expected) => {
    const lines = collectDiagnostics();
    makeProvider(new CollectingSink(), batch);
    expect(lines).toEqual(expected);
  });

  test('from the environment as well', () => {
    process.env.OTEL_BSP_MAX_QUEUE_SIZE = '50';
    try {
      const lines = collectDiagnostics();
      makeProvider(new CollectingSink());
      expect(lines).toEqual([expect.stringContaining('using 50')]);
    } finally {
      delete process.env.OTEL_BSP_MAX_QUEUE_SIZE;
    }
  });
});
