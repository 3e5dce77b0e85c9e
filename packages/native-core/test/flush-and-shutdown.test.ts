import { TracerProvider } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { consistentStats, endSpans, expectNames, makeProvider } from './support/pipelines';

describe('flush and shutdown', () => {
  test('without spans both resolve', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    await provider.forceFlush();
    await provider.shutdown();
    expect([sink.batches.length, sink.shutdowns]).toEqual([0, 1]);
  });

  test('without an exporter both resolve, and there are no statistics', async () => {
    const provider = new TracerProvider();
    provider.getTracer('t').startSpan('s').end();
    await provider.forceFlush();
    await provider.shutdown();
    expect(provider.stats()).toBeUndefined();
  });

  test('flushes at the same time all resolve', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    endSpans(provider, 2);
    await Promise.all([provider.forceFlush(), provider.forceFlush(), provider.forceFlush()]);
    expect(sink.itemCount).toBe(2);
  });

  test('shutdown sends what is left, is idempotent, and later spans are counted', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const open = provider.getTracer('t').startSpan('open');
    endSpans(provider, 5);
    const shutdown = provider.shutdown();
    expect(provider.shutdown()).toBe(shutdown);
    await shutdown;
    await provider.shutdown();
    expectNames(sink, 5);
    open.end();
    endSpans(provider, 2);
    provider.getTracer('made after shutdown').startSpan('s').end();
    expect(sink.shutdowns).toBe(1);
    expect(consistentStats(provider)).toMatchObject({
      ended: 9,
      exported: 5,
      queued: 0,
      dropped: expect.objectContaining({ shutdown: 4 }),
    });
    await provider.forceFlush();
    expect(sink.itemCount).toBe(5);
  });

  test('shutdown while a flush waits ends both', async () => {
    const provider = makeProvider(new CollectingSink(() => new Promise(() => {})));
    endSpans(provider, 3);
    const flush = provider.forceFlush().catch((errors: Error[]) => errors);
    await provider.shutdown({ timeoutMillis: 20 });
    expect(await flush).toEqual([
      expect.objectContaining({ message: expect.stringContaining('3 spans were not exported') }),
    ]);
  });

  test('two providers do not mix their spans', async () => {
    const sinks = [new CollectingSink(), new CollectingSink()];
    const both = sinks.map((sink) => makeProvider(sink));
    for (let i = 0; i < 50; i++)
      both.forEach((provider, n) => provider.getTracer(`t${n}`).startSpan(`s${n}`).end());
    await Promise.all(both.map((provider) => provider.forceFlush()));
    sinks.forEach((sink, n) => {
      expect(sink.itemCount).toBe(50);
      expect(new Set(sink.spans().map(({ name, scope }) => `${scope.name} ${name}`))).toEqual(
        new Set([`t${n} s${n}`]),
      );
    });
  });
});
