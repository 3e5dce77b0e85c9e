import type { OtlpSinkResult } from '@otel-native/api-bridge';
import type { BatchOptions } from '@otel-native/native-core/logs';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentLogStats, logsOf, makeLoggerProvider, textsOf } from './support/log-providers';

describe('bursts', () => {
  test.each<[string, number, BatchOptions]>([
    ['with the defaults', 100_000, {}],
    ['through a ring that is much smaller', 10_000, { ringBytes: 4096 }],
    ['in batches of seven', 10_000, { maxExportBatchSize: 7 }],
  ])('records of one loop all arrive, in order, %s', async (_, count, batch) => {
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({ exporter: sink, batch });
    const logger = provider.getLogger('burst');
    for (let i = 0; i < count; i++) logger.emit({ body: `log ${i}`, attributes: { i, a: 'text' } });
    await provider.forceFlush();
    expect(textsOf(sink)).toEqual(Array.from({ length: count }, (_, i) => `log ${i}`));
    expect(consistentLogStats(provider)).toMatchObject({ ended: count, exported: count });
  });

  test('records of all sizes around the limits of a small ring arrive in order', async () => {
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({ exporter: sink, batch: { ringBytes: 4096 } });
    const logger = provider.getLogger('sizes');
    const sizes = Array.from({ length: 600 }, (_, i) => (i * 37) % 3_000);
    for (const size of sizes) logger.emit({ body: 'ü'.repeat(size), attributes: { size } });
    await provider.forceFlush();
    expect(textsOf(sink).map((text) => text?.length)).toEqual(sizes);
  });

  test('a body of 1 MiB is not cut', async () => {
    const sink = new CollectingSink();
    const provider = makeLoggerProvider({
      exporter: sink,
      logRecordLimits: { attributeValueLengthLimit: 3 },
    });
    const body = 'x'.repeat(2 ** 20);
    provider.getLogger('a').emit({ body, attributes: { a: 'long' } });
    await provider.forceFlush();
    expect(logsOf(sink)).toEqual([
      expect.objectContaining({ body: { string: body }, attributes: [['a', { string: 'lon' }]] }),
    ]);
  });
});

test('a queue that is full drops the newest, counts and reports them', async () => {
  const losses: unknown[] = [];
  const logged = collectDiagnostics();
  const answer = Promise.withResolvers<OtlpSinkResult>();
  const sink = new CollectingSink(() => answer.promise);
  const provider = makeLoggerProvider({
    exporter: sink,
    batch: { maxQueueSize: 100, maxExportBatchSize: 10, ringBytes: 4096, maxQueueBytes: 65_536 },
    onLoss: ({ signal, cause }) => void losses.push([signal, cause]),
  });
  const logger = provider.getLogger('a');
  for (let i = 0; i < 5_000; i++) logger.emit({ body: `log ${i}` });
  answer.resolve({ status: 'ok' });
  await provider.forceFlush().catch(() => {});
  const { dropped } = consistentLogStats(provider);
  expect(dropped.queueFull).toBeGreaterThan(0);
  expect(losses[0]).toEqual(['logs', 'queueFull']);
  expect(logged[0]).toContain('The queue of log records is full');
});

test('a record larger than the queue is dropped and counted as too large', async () => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeLoggerProvider({ exporter: sink, batch: { maxQueueBytes: 100_000 } });
  const logger = provider.getLogger('a');
  logger.emit({ body: 'x'.repeat(200_000) });
  logger.emit({ body: 'small' });
  await provider.forceFlush();
  expect(textsOf(sink)).toEqual(['small']);
  expect(consistentLogStats(provider).dropped.tooLarge).toBe(1);
});
