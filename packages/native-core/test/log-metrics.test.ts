import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { BatchOptions } from '@otel-native/native-core/logs';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';
import { makeLoggerProvider } from './support/log-providers';

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}

  /** One line for each series: its name, the type of its component, its error and its value. */
  async lines(): Promise<string[]> {
    const { resourceMetrics } = await this.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => {
          const parts = [attributes['otel.component.type'], attributes['error.type'], value];
          const shown = parts.filter((part) => part !== undefined).join(' ');
          return `${descriptor.name} ${shown} ${descriptor.unit}`;
        }),
      ),
    );
  }
}

function makeMeasured(sink: CollectingSink, batch: BatchOptions = {}) {
  const reader = new Reader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  return { reader, provider: makeLoggerProvider({ exporter: sink, batch, meterProvider }) };
}

test('records that were submitted are counted', async () => {
  const { provider, reader } = makeMeasured(new CollectingSink());
  const logger = provider.getLogger('a');
  for (let i = 0; i < 5; i++) logger.emit({ body: 'counted' });
  await provider.forceFlush();
  expect((await reader.lines()).sort()).toEqual([
    'otel.sdk.exporter.log.exported collecting 5 {log_record}',
    'otel.sdk.log.created 5 {log_record}',
    'otel.sdk.processor.log.processed batching_log_processor 5 {log_record}',
    'otel.sdk.processor.log.queue.size batching_log_processor 0 {log_record}',
  ]);
});

test('what waits, and how much may', async () => {
  const { provider, reader } = makeMeasured(new CollectingSink(() => new Promise(() => {})), {
    maxQueueSize: 100,
  });
  for (let i = 0; i < 5; i++) provider.getLogger('a').emit({ body: 'waits' });
  expect(await reader.lines()).toEqual(
    expect.arrayContaining([
      'otel.sdk.processor.log.queue.size batching_log_processor 5 {log_record}',
      'otel.sdk.processor.log.queue.capacity batching_log_processor 100 {log_record}',
    ]),
  );
});

test('what was lost has an error', async () => {
  collectDiagnostics();
  const sink = new CollectingSink(() => ({ status: 'failed', message: 'no' }));
  const { provider, reader } = makeMeasured(sink);
  provider.getLogger('a').emit({ body: 'lost' });
  provider.getLogger('a').emit(null as never);
  await provider.forceFlush().catch(() => {});
  const lines = await reader.lines();
  expect(lines).toContain(
    'otel.sdk.processor.log.processed batching_log_processor invalid 1 {log_record}',
  );
  expect(lines).toContain('otel.sdk.exporter.log.exported collecting export_failed 1 {log_record}');
});
