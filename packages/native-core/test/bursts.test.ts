import type { OtlpSinkResult } from '@otel-native/api-bridge';
import type { BatchOptions } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { consistentStats, endSpans, expectNames, kMiB, makeProvider } from './support/pipelines';

describe('bursts', () => {
  test.each<[string, BatchOptions]>([
    ['with the defaults', {}],
    ['through a ring that is much smaller', { ringBytes: 4096 }],
    ['in batches of seven', { maxExportBatchSize: 7 }],
    ['in batches of about 10 kB', { maxRequestBytes: 10_000 }],
  ])('10,000 spans in one loop all arrive, in order, %s', async (_, batch) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, batch);
    endSpans(provider, 10_000, { a: 'text', b: 1 });
    await provider.forceFlush();
    expectNames(sink, 10_000);
    const { maxExportBatchSize = 512, maxRequestBytes = 4 * kMiB } = batch;
    for (const { itemCount, bytes } of sink.batches) {
      expect(itemCount).toBeLessThanOrEqual(maxExportBatchSize);
      expect(bytes.length).toBeLessThanOrEqual(maxRequestBytes);
    }
    expect(consistentStats(provider)).toMatchObject({
      ended: 10_000,
      exported: 10_000,
      queued: 0,
      batches: sink.batches.length,
      exportedBytes: sink.batches.reduce((sum, { bytes }) => sum + bytes.length, 0),
    });
  });

  test('records of all sizes around the limits of a small ring arrive in order', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { ringBytes: 4096 });
    const tracer = provider.getTracer('t');
    const sizes = Array.from({ length: 600 }, (_, i) => (i * 37) % 3_000);
    sizes.forEach((size, i) => {
      tracer.startSpan(`span ${i}`, { attributes: { text: 'x'.repeat(size) } }).end();
    });
    await provider.forceFlush();
    expectNames(sink, sizes.length);
    const lengths = sink
      .spans()
      .map(({ attributes }) => (attributes[0]![1] as { string: string }).string.length);
    expect(lengths).toEqual(sizes);
  });

  test('batches leave without a flush: a full one at once, the rest after the delay', async () => {
    const arrived = Promise.withResolvers<void>();
    const sink = new CollectingSink(() => {
      if (sink.itemCount + 1 >= 3) arrived.resolve();
      return { status: 'ok' };
    });
    endSpans(makeProvider(sink, { maxExportBatchSize: 2, scheduledDelayMillis: 20 }), 5);
    await arrived.promise;
    expect(sink.batches[0]?.itemCount).toBe(2);
  });

  describe('long before the delay, and without a complete batch', () => {
    const kSpanBytes = 640;
    const kHour = 3_600_000;
    const batch = {
      ringBytes: 256 * 1024,
      maxExportBatchSize: 2048,
      maxRequestBytes: 10_000,
      scheduledDelayMillis: kHour,
    };

    /** Fills a part of the ring. */
    function providerWith(ringShare: number, sink = new CollectingSink()) {
      const provider = makeProvider(sink, batch);
      const text = 'x'.repeat(500);
      endSpans(provider, Math.ceil((ringShare * batch.ringBytes) / kSpanBytes), { text });
      return provider;
    }

    test('half a ring leaves after the end of the task', async () => {
      const arrived = Promise.withResolvers<void>();
      const sink = new CollectingSink(() => {
        arrived.resolve();
        return { status: 'ok' };
      });
      providerWith(0.6, sink);
      await arrived.promise;
    });

    test('three quarters of a ring are taken in the middle of a task', () => {
      const provider = providerWith(0.9);
      const deadline = Date.now() + 60_000;
      while (provider.stats()!.queuedBytes === 0 && Date.now() < deadline);
      expect(provider.stats()!.queuedBytes).toBeGreaterThan(0);
    });
  });

  test('a batch tells what is in it', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    endSpans(provider, 3);
    await provider.forceFlush();
    expect(sink.batches).toEqual([
      { signal: 'traces', itemCount: 3, bytes: expect.any(Uint8Array) },
    ]);
  });
});

describe('a queue that is full', () => {
  test.each<[string, BatchOptions]>([
    ['bytes', { maxQueueBytes: 50_000, ringBytes: 4096 }],
    ['spans', { maxQueueSize: 100, ringBytes: 4096, maxExportBatchSize: 10 }],
  ])('drops and counts the newest spans: limit in %s', async (_, batch) => {
    const open = Promise.withResolvers<void>();
    const sink = new CollectingSink(async () => {
      await open.promise;
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, batch);
    endSpans(provider, 5_000, { text: 'some text' });
    open.resolve();
    await provider.forceFlush().catch(() => {});
    const { exported, dropped } = consistentStats(provider);
    expect(dropped.queueFull).toBeGreaterThan(0);
    expect(exported).toBe(sink.itemCount);
    expect(exported + dropped.queueFull).toBe(5_000);
    expect(sink.spans()[0]?.name).toBe('span 0');
  });

  test('after the receiver is back, new spans go through', async () => {
    let answer: OtlpSinkResult = { status: 'retry', retryAfterMillis: 1 };
    const sink = new CollectingSink(() => answer);
    const provider = makeProvider(sink, { maxQueueBytes: 50_000, ringBytes: 4096 });
    endSpans(provider, 5_000, { text: 'some text' });
    answer = { status: 'ok' };
    await provider.forceFlush().catch(() => {});
    const before = sink.itemCount;
    endSpans(provider, 10);
    await provider.forceFlush();
    expect(sink.itemCount).toBe(before + 10);
    consistentStats(provider);
  });
});
