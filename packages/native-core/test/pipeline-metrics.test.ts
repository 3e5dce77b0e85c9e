import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { OtlpSinkResult } from '@otel-native/api-bridge';
import type { BatchOptions } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { consistentStats, endSpans, makeProvider } from './support/pipelines';

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}

  /** One line for each series of the pipeline: what it counts, its attributes in short, its value. */
  async lines(): Promise<string[]> {
    const { resourceMetrics } = await this.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics
        .filter(({ descriptor }) => !descriptor.name.startsWith('otel.sdk.span.'))
        .flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) =>
            [
              descriptor.name.replace('otel.sdk.', ''),
              attributes['otel.component.type'],
              attributes['error.type'],
              value,
            ]
              .filter((part) => part !== undefined)
              .join(' '),
          ),
        ),
    );
  }
}

function makeMeasured(sink: CollectingSink, batch: BatchOptions = {}) {
  const reader = new Reader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  return { reader, meterProvider, provider: makeProvider(sink, batch, { meterProvider }) };
}

const failed: OtlpSinkResult = { status: 'failed', message: 'no' };

test('what was exported, and that there is no limit in spans to tell', async () => {
  const { provider, reader } = makeMeasured(new CollectingSink());
  endSpans(provider, 5);
  await provider.forceFlush();
  expect(await reader.lines()).toEqual([
    'processor.span.queue.size batching_span_processor 0',
    'processor.span.processed batching_span_processor 5',
    'exporter.span.exported collecting 5',
  ]);
});

test('what waits, and how much may', async () => {
  const sink = new CollectingSink(() => new Promise(() => {}));
  const { provider, reader } = makeMeasured(sink, { maxQueueSize: 100 });
  endSpans(provider, 5);
  expect(await reader.lines()).toEqual([
    'processor.span.queue.size batching_span_processor 5',
    'processor.span.queue.capacity batching_span_processor 100',
    'processor.span.processed batching_span_processor 0',
    'exporter.span.exported collecting 0',
  ]);
});

test.each<[string, OtlpSinkResult, string[]]>([
  [
    'failed exports',
    failed,
    ['exporter.span.exported collecting 0', 'exporter.span.exported collecting export_failed 5'],
  ],
  [
    'rejected spans',
    { status: 'ok', rejectedItems: 2, message: 'too old' },
    ['exporter.span.exported collecting 3', 'exporter.span.exported collecting rejected 2'],
  ],
])('%s have gone through the processor', async (_, answer, lines) => {
  const { provider, reader } = makeMeasured(new CollectingSink(() => answer));
  endSpans(provider, 5);
  await provider.forceFlush().catch(() => {});
  expect(await reader.lines()).toEqual([
    'processor.span.queue.size batching_span_processor 0',
    'processor.span.processed batching_span_processor 5',
    ...lines,
  ]);
});

test('what was dropped before it came to the exporter, by cause', async () => {
  const { provider, reader } = makeMeasured(new CollectingSink(), { maxQueueBytes: 100_000 });
  endSpans(provider, 1, { large: 'x'.repeat(3 * 1_048_576) });
  endSpans(provider, 2);
  await provider.forceFlush();
  expect(await reader.lines()).toEqual([
    'processor.span.queue.size batching_span_processor 0',
    'processor.span.processed batching_span_processor 2',
    'processor.span.processed batching_span_processor too_large 1',
    'exporter.span.exported collecting 2',
  ]);
});

test('a full queue is named as upstream names it', async () => {
  const sink = new CollectingSink(() => new Promise(() => {}));
  const batch = { maxQueueSize: 10, ringBytes: 4096, maxExportBatchSize: 5 };
  const { provider, reader } = makeMeasured(sink, batch);
  endSpans(provider, 500, { text: 'some text' });
  await provider.shutdown({ timeoutMillis: 20 });
  const { dropped } = consistentStats(provider);
  expect(dropped.queueFull).toBeGreaterThan(0);
  expect(await reader.lines()).toContain(
    `processor.span.processed batching_span_processor queue_full ${dropped.queueFull}`,
  );
});

test('every figure stays after shutdown', async () => {
  const { provider, reader } = makeMeasured(new CollectingSink());
  endSpans(provider, 3);
  await provider.shutdown();
  expect(await reader.lines()).toEqual([
    'processor.span.queue.size batching_span_processor 0',
    'processor.span.processed batching_span_processor 3',
    'exporter.span.exported collecting 3',
  ]);
});

test('each pipeline has names of its own', async () => {
  const { meterProvider, provider, reader } = makeMeasured(new CollectingSink());
  const other = makeProvider(new CollectingSink(), {}, { meterProvider });
  endSpans(provider, 1);
  endSpans(other, 2);
  await Promise.all([provider.forceFlush(), other.forceFlush()]);
  const { resourceMetrics } = await reader.collect();
  const exported = resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .find(({ descriptor }) => descriptor.name === 'otel.sdk.exporter.span.exported')!;
  const values = exported.dataPoints.map(({ value }) => value);
  const names = exported.dataPoints.map(({ attributes }) => attributes['otel.component.name']);
  expect(values.sort()).toEqual([1, 2]);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^collecting\/\d+$/);
});
