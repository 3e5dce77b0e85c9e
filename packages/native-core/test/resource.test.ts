import { resourceFromAttributes } from '@opentelemetry/resources';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

describe('resource attributes that come later', () => {
  test('are awaited by the export', async () => {
    const detected = Promise.withResolvers<string>();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({ known: 'now', later: detected.promise });
    const provider = makeProvider(sink, { scheduledDelayMillis: 1 }, { resource });
    endSpans(provider, 3);
    const flush = provider.forceFlush();
    expect(sink.itemCount).toBe(0);
    detected.resolve('detected');
    await flush;
    for (const span of sink.spans()) {
      expect(span.resource.attributes).toEqual([
        ['known', { string: 'now' }],
        ['later', { string: 'detected' }],
      ]);
    }
    expect(sink.itemCount).toBe(3);
  });

  test('that fail are left out', async () => {
    collectDiagnostics();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({
      known: 'now',
      later: Promise.reject(new Error('no')),
    });
    const provider = makeProvider(sink, {}, { resource });
    endSpans(provider, 1);
    await provider.forceFlush();
    expect(sink.spans()[0]?.resource.attributes).toEqual([['known', { string: 'now' }]]);
  });

  test('that never come hold nothing back beyond the time of shutdown', async () => {
    collectDiagnostics();
    const sink = new CollectingSink();
    const resource = resourceFromAttributes({ known: 'now', later: new Promise<string>(() => {}) });
    const provider = makeProvider(sink, {}, { resource });
    endSpans(provider, 1);
    await expect(provider.forceFlush({ timeoutMillis: 20 })).rejects.toHaveLength(1);
    await provider.shutdown({ timeoutMillis: 50 });
    const { exported, dropped } = consistentStats(provider);
    // The request may still have left, and its answer may be in time or not.
    expect(exported + dropped.shutdown).toBe(1);
  });
});
