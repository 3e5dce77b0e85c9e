import { collectDiagnostics } from './support/diagnostics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

/** Keeps what is exported, and tells when so many requests have come. */
class CountingSink extends MetricSink {
  #wanted: { count: number; resolve: () => void } | undefined;

  override async exportOtlp(batch: Parameters<MetricSink['exportOtlp']>[0]) {
    const result = await super.exportOtlp(batch);
    if (this.batches.length >= (this.#wanted?.count ?? Infinity)) this.#wanted!.resolve();
    return result;
  }
  received(count: number): Promise<void> {
    return new Promise((resolve) => (this.#wanted = { count, resolve }));
  }
}

test('a callback that never settles makes no value older than its own collection', async () => {
  const lines = collectDiagnostics();
  const sink = new CountingSink();
  const provider = makeMeterProvider(sink, { export: { intervalMillis: 60, timeoutMillis: 20 } });
  const meter = provider.getMeter('m');
  let calls = 0;
  meter.createObservableGauge('gauge').addCallback((result) => result.observe(++calls));
  meter.createObservableGauge('hanging').addCallback(() => new Promise(() => {}));
  await sink.received(4);
  const values = sink.batches.slice(0, 4).map((points) => points.map(({ value }) => value));
  // Every collection has what its own callbacks observed.
  expect(values).toEqual([[1], [2], [3], [4]]);
  expect(lines).toContainEqual('error: Callbacks of observable instruments failed');
});
