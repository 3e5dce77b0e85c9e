import { setTimeout as sleep } from 'node:timers/promises';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, metricOptionsFromEnvironment } from '@otel-native/native-core/metrics';
import { collectDiagnostics } from './support/diagnostics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

test('an interval exports without being asked, and only then runs callbacks', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { export: { intervalMillis: 50 } });
  const meter = provider.getMeter('m');
  meter.createCounter('c').add(1);
  let calls = 0;
  meter.createObservableGauge('g').addCallback((result) => result.observe(++calls));
  // On a busy machine a callback may miss an interval, whose collection does not wait longer than that.
  const withGauge = () => sink.batches.filter((batch) => batch.length === 2);
  while (withGauge().length < 2) await sleep(10);
  expect(sink.signals[0]).toBe('metrics');
  expect(calls).toBeGreaterThanOrEqual(2);
  expect(withGauge()[0]).toMatchObject([{ metric: 'c' }, { metric: 'g' }]);
});

test('callbacks that fail or take too long are told of and leave the others alone', async () => {
  const sink = new MetricSink();
  const settings = { intervalMillis: 60_000, timeoutMillis: 50 };
  const provider = makeMeterProvider(sink, { export: settings });
  const meter = provider.getMeter('m');
  const lines = collectDiagnostics();
  const gauge = meter.createObservableGauge('g');
  gauge.addCallback((result) => {
    result.observe(1, { from: 'throws' });
    throw new Error('no');
  });
  gauge.addCallback(async (result) => {
    result.observe(2, { from: 'slow' });
    await sleep(10_000, undefined, { ref: false });
  });
  gauge.addCallback(async (result) => {
    await sleep(1);
    result.observe(3, { from: 'good' });
  });
  const removed = jest.fn();
  gauge.addCallback(removed);
  gauge.removeCallback(removed);
  const other = meter.createObservableGauge('other');
  meter.addBatchObservableCallback(
    (result) => {
      result.observe(gauge, 4, { from: 'batch' });
      result.observe(other, 5);
    },
    [gauge],
  );
  await provider.forceFlush();
  expect(sink.last().sort()).toEqual(['g {"from":"batch"}: 4', 'g {"from":"good"}: 3']);
  expect(lines).toEqual([expect.stringContaining('Callbacks of observable instruments failed')]);
  expect(removed).not.toHaveBeenCalled();
});

test('an attribute set that is not observed any more is not told any more', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  let disks = ['a', 'b'];
  provider
    .getMeter('m')
    .createObservableUpDownCounter('disks')
    .addCallback((result) => disks.forEach((disk) => result.observe(1, { disk })));
  await provider.forceFlush();
  disks = ['b'];
  await provider.forceFlush();
  expect(sink.last()).toEqual(['disks {"disk":"b"}: 1']);
});

test('a counter that starts anew is told with a new start', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  let value = 10;
  const counter = provider.getMeter('m').createObservableCounter('c');
  counter.addCallback((result) => result.observe(value));
  await provider.forceFlush();
  await sleep(5);
  value = 3;
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {}: 3']);
  const [first, second] = sink.batches.map(([point]) => point!);
  expect(second!.startMillis).toBeGreaterThan(first!.millis - 1);
});

test('delta: the start is the last collection, or the first recording after a pause', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { export: { temporalityPreference: 'delta' } });
  const counter = provider.getMeter('m').createCounter('c');
  for (const records of [true, true, false, true]) {
    await sleep(3);
    if (records) counter.add(1);
    await provider.forceFlush();
  }
  const [first, second, third] = sink.batches.map(([point]) => point!);
  expect(second!.startMillis).toBe(first!.millis);
  expect(third!.startMillis).toBeGreaterThan(second!.millis);
  expect(third!.startMillis).toBeLessThanOrEqual(third!.millis);
});

test('delta: what an export failed to deliver is tried again, and counted when it is refused', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { export: { temporalityPreference: 'delta' } });
  const counter = provider.getMeter('m').createCounter('c');
  let attempts = 0;
  sink.answer = () =>
    ++attempts < 3 ? { status: 'retry', retryAfterMillis: 5 } : { status: 'ok' };
  counter.add(1);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {}: 1']);
  sink.answer = () => ({ status: 'failed', message: 'refused' });
  counter.add(2);
  await expect(provider.forceFlush()).rejects.toThrow('1 data points were not exported: refused');
  sink.answer = () => ({ status: 'ok' });
  counter.add(4);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {}: 4']);
  expect(provider.stats()).toMatchObject({ ended: 3, exported: 2, queued: 0 });
  expect(provider.stats()!.dropped.exportFailed).toBe(1);
});

test('a resource that is still being detected is awaited', async () => {
  const sink = new MetricSink();
  const detected = sleep(50).then(() => 'found');
  const resource = defaultResource().merge(resourceFromAttributes({ detected }));
  const provider = makeMeterProvider(sink, { resource });
  provider.getMeter('m').createCounter('c').add(1);
  const begin = performance.now();
  await provider.forceFlush();
  expect(performance.now() - begin).toBeGreaterThan(40);
  expect(sink.last()).toEqual(['c {}: 1']);
});

test('two providers do not share anything', async () => {
  const sinks = [new MetricSink(), new MetricSink()];
  const providers = sinks.map((sink) => makeMeterProvider(sink));
  providers.forEach((provider, i) =>
    provider
      .getMeter('m')
      .createCounter('c')
      .add(i + 1),
  );
  await Promise.all(providers.map((provider) => provider.forceFlush()));
  expect(sinks.map((sink) => sink.last())).toEqual([['c {}: 1'], ['c {}: 2']]);
});

test('after the shutdown nothing is recorded, and nothing throws', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const counter = provider.getMeter('m').createCounter('c');
  counter.add(1);
  const lines = collectDiagnostics();
  await provider.shutdown();
  expect(sink.last()).toEqual(['c {}: 1']);
  for (let i = 0; i < 3_000; i++) counter.add(1, { i });
  provider.getMeter('other').createHistogram('h').record(1);
  await provider.forceFlush();
  await provider.shutdown();
  expect(sink.batches).toHaveLength(1);
  expect(lines).toHaveLength(3);
});

test('without an exporter everything can be called', async () => {
  const provider = new MeterProvider();
  const meter = provider.getMeter('m');
  meter.createCounter('c').add(1, { a: 1 });
  meter.createObservableGauge('g').addCallback((result) => result.observe(1));
  await provider.forceFlush();
  await provider.shutdown();
  expect(provider.stats()).toBeUndefined();
});

describe('options', () => {
  test.each([
    [{ export: { intervalMillis: 0 } }, 'export.intervalMillis is 0'],
    [{ export: { timeoutMillis: 20, intervalMillis: 10 } }, 'export.timeoutMillis is 20'],
    [{ export: { temporalityPreference: 'no' } }, 'export.temporalityPreference is "no"'],
    [{ export: { cardinalityLimit: 1.5 } }, 'export.cardinalityLimit is 1.5'],
    [{ exemplarFilter: 'sometimes' }, 'exemplarFilter is "sometimes"'],
    [{ views: [{}] }, 'views[0] selects nothing'],
    [{ views: [{ name: 'x', instrumentName: 'a*' }] }, 'views[0] has a name'],
    [{ views: [{ instrumentName: 'a', aggregation: { type: 9 } }] }, 'aggregation.type 9'],
    [
      { views: [{ instrumentName: 'a', aggregationCardinalityLimit: -1 }] },
      'CardinalityLimit is -1',
    ],
    [
      { readers: [{}] },
      'readers is an array: expected none, as this provider has none. Give an exporter',
    ],
  ])('%j is an error', (options, message) => {
    const make = () => new MeterProvider(options as never);
    expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
    expect(make).toThrow(message);
  });

  test('the environment is read, and what it says wrongly is told', () => {
    const lines = collectDiagnostics();
    const variables = {
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_METRIC_EXPORT_TIMEOUT: '-1',
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'LowMemory',
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: 'nonsense',
      OTEL_METRICS_EXEMPLAR_FILTER: 'always_off',
    };
    Object.assign(process.env, variables);
    try {
      expect(metricOptionsFromEnvironment()).toEqual({
        export: { intervalMillis: 1_000, temporalityPreference: 'lowmemory' },
        exemplarFilter: 'always_off',
      });
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
    expect(lines).toHaveLength(2);
  });
});
