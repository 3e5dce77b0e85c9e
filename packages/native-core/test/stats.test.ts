import type { PipelineStats } from '@otel-native/api-bridge';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { TracerProvider } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

// The causes of losses at the queue and the exporter are in bursts, large-values, sink-answers and flush-and-shutdown.

const nothing: PipelineStats = {
  ended: 0,
  exported: 0,
  queued: 0,
  queuedBytes: 0,
  dropped: { queueFull: 0, tooLarge: 0, invalid: 0, rejected: 0, exportFailed: 0, shutdown: 0 },
  cutValues: 0,
  batches: 0,
  exportedBytes: 0,
  retries: 0,
  lastError: '',
};

test('a provider that has done nothing', () => {
  expect(makeProvider(new CollectingSink()).stats()).toEqual(nothing);
});

test('without an exporter there are none', () => {
  expect(new TracerProvider().stats()).toBeUndefined();
});

test('what was exported, with its bytes', async () => {
  const sink = new CollectingSink();
  const provider = makeProvider(sink, { maxExportBatchSize: 3 });
  endSpans(provider, 5);
  await provider.forceFlush();
  const exportedBytes = sink.batches.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(provider.stats()).toEqual({
    ...nothing,
    ended: 5,
    exported: 5,
    batches: sink.batches.length,
    exportedBytes,
  });
});

test('what waits counts as queued, and its requests by their bytes', async () => {
  const asked = Promise.withResolvers<number>();
  const answer = Promise.withResolvers<void>();
  const sink = new CollectingSink(async ({ bytes }) => {
    asked.resolve(bytes.length);
    await answer.promise;
    return { status: 'ok' };
  });
  const provider = makeProvider(sink, { maxExportBatchSize: 2 });
  endSpans(provider, 2);
  const flush = provider.forceFlush();
  const bytes = await asked.promise;
  expect(consistentStats(provider)).toMatchObject({ ended: 2, exported: 0, queued: 2 });
  expect(provider.stats()?.queuedBytes).toBeGreaterThanOrEqual(bytes);
  answer.resolve();
  await flush;
  expect(consistentStats(provider)).toMatchObject({ exported: 2, queued: 0, queuedBytes: 0 });
});

test('a span that cannot be read is dropped as invalid, and the others are not', async () => {
  const lines = collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const traceState = {
    serialize(): string {
      throw new Error('hostile');
    },
  };
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  const parent = { ...context, traceState: traceState as never };
  endSpans(provider, 1);
  provider
    .getTracer('t')
    .startSpan('unreadable', {}, trace.setSpanContext(ROOT_CONTEXT, parent))
    .end();
  endSpans(provider, 1);
  await provider.forceFlush();
  expect(sink.spans().map(({ name }) => name)).toEqual(['span 0', 'span 0']);
  expect(consistentStats(provider)).toMatchObject({ ended: 3, exported: 2 });
  expect(provider.stats()?.dropped).toEqual({ ...nothing.dropped, invalid: 1 });
  expect(lines).toEqual(['warn: A span could not be read and is lost']);
});

test('the newest error is kept until another one comes', async () => {
  const messages = ['first', 'second', ''];
  const sink = new CollectingSink(() => {
    const message = messages.shift()!;
    return message === '' ? { status: 'ok' } : { status: 'failed', message };
  });
  const provider = makeProvider(sink);
  const seen: string[] = [];
  for (let i = 0; i < 3; i++) {
    endSpans(provider, 1);
    await provider.forceFlush().catch(() => {});
    seen.push(consistentStats(provider).lastError);
  }
  expect(seen).toEqual(['first', 'second', 'second']);
});

test('spans that are not sampled are not counted', async () => {
  const provider = makeProvider(
    new CollectingSink(),
    {},
    { sampler: { shouldSample: () => ({ decision: 1 }), toString: () => 'record' } },
  );
  endSpans(provider, 3);
  await provider.forceFlush();
  expect(provider.stats()).toEqual(nothing);
});
