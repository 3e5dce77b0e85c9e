import { ROOT_CONTEXT, TraceFlags, ValueType, trace, type Attributes } from '@opentelemetry/api';
import { createAllowListAttributesProcessor } from '@otel-native/native-core/metrics';
import { collectDiagnostics } from './support/diagnostics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

// `bind()` as the specification drafts it: https://opentelemetry.io/docs/specs/otel/metrics/api/#bind
// metrics-sequences.test.ts compares random programs of bound and unbound measurements with the official SDK.

const overflow = '{"otel.metric.overflow":true}';

test('each instrument records as it does with the same attributes', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  const attributes = { route: '/cart' };
  const counter = meter.createCounter('counter');
  const upDown = meter.createUpDownCounter('up-down');
  const gauge = meter.createGauge('gauge');
  const histogram = meter.createHistogram('histogram');
  counter.add(1, attributes);
  counter.bind(attributes).add(2);
  counter.bind().add(8);
  upDown.add(5, attributes);
  upDown.bind(attributes).add(-7);
  gauge.record(1, attributes);
  gauge.bind(attributes).record(-4);
  histogram.record(1, attributes);
  histogram.bind(attributes).record(2);
  await provider.forceFlush();
  expect(sink.last()).toEqual([
    'counter {"route":"/cart"}: 3',
    'counter {}: 8',
    'up-down {"route":"/cart"}: -2',
    'gauge {"route":"/cart"}: -4',
    'histogram {"route":"/cart"}: 2',
  ]);
});

test('attributes and views are applied once, when the instrument is bound', async () => {
  const sink = new MetricSink();
  const seen: Attributes[] = [];
  const spy = { process: (incoming: Attributes) => (seen.push(incoming), incoming) };
  const attributesProcessors = [spy, createAllowListAttributesProcessor(['kept'])];
  const provider = makeMeterProvider(sink, {
    views: [
      { instrumentName: 'c', attributesProcessors },
      { instrumentName: 'c', name: 'whole' },
    ],
  });
  const attributes: Attributes = { kept: 1, left: 2 };
  const bound = provider.getMeter('m').createCounter('c').bind(attributes);
  attributes.kept = 'changed';
  bound.add(1);
  bound.add(2);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {"kept":1}: 3', 'whole {"kept":1,"left":2}: 3']);
  expect(seen).toHaveLength(1);
});

test('a bound series stays while series that are not recorded make room for others', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, {
    export: { temporalityPreference: 'delta', cardinalityLimit: 4 },
  });
  const counter = provider.getMeter('m').createCounter('c');
  const bound = counter.bind({ id: 'bound' });
  for (let interval = 0; interval < 6; interval++) {
    for (let i = 0; i < 3; i++) counter.add(1, { id: `${interval}.${i}` });
    await provider.forceFlush();
    expect(sink.last()).toHaveLength(3);
  }
  bound.add(5);
  counter.add(1, { id: 'bound' });
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {"id":"bound"}: 6']);
});

test('a bound series counts apart in an interval that has no room for new ones', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, {
    export: { temporalityPreference: 'delta', cardinalityLimit: 3 },
  });
  const counter = provider.getMeter('m').createCounter('c');
  const bound = counter.bind({ id: 'bound' });
  for (const id of ['a', 'b', 'c']) counter.add(1, { id });
  bound.add(5);
  await provider.forceFlush();
  expect(sink.last().sort()).toEqual([
    'c {"id":"a"}: 1',
    'c {"id":"b"}: 1',
    'c {"id":"bound"}: 5',
    `c ${overflow}: 1`,
  ]);
});

test('an instrument that is bound beyond the limit counts as overflow', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { export: { cardinalityLimit: 2 } });
  const counter = provider.getMeter('m').createCounter('c');
  counter.add(1, { id: 'first' });
  const bound = counter.bind({ id: 'second' });
  bound.add(2);
  await provider.forceFlush();
  bound.add(3);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {"id":"first"}: 1', `c ${overflow}: 5`]);
});

test('a measurement in a sampled span becomes an exemplar with what the view left out', async () => {
  const sink = new MetricSink();
  const attributesProcessors = [createAllowListAttributesProcessor(['kept'])];
  const provider = makeMeterProvider(sink, {
    views: [{ instrumentName: 'c', attributesProcessors }],
  });
  const spanContext = {
    traceId: '0102030405060708090a0b0c0d0e0f10',
    spanId: '1112131415161718',
    traceFlags: TraceFlags.SAMPLED,
  };
  const bound = provider.getMeter('m').createCounter('c').bind({ kept: 1, user: 'u' });
  bound.add(1, ROOT_CONTEXT);
  bound.add(5, trace.setSpanContext(ROOT_CONTEXT, spanContext));
  await provider.forceFlush();
  const { traceId, spanId } = spanContext;
  expect(sink.batches.at(-1)).toMatchObject([
    { value: 6, exemplars: [{ value: 5, traceId, spanId, filtered: { user: 'u' } }] },
  ]);
});

test('attributes that cannot be read lose each measurement, which is counted', async () => {
  collectDiagnostics();
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const attributes = {
    get a(): string {
      throw new Error('not to be read');
    },
  };
  const meter = provider.getMeter('m');
  meter.createCounter('c').bind(attributes).add(1);
  const histogram = meter.createHistogram('h').bind(attributes);
  histogram.record(1);
  histogram.record(2);
  meter.createCounter('d').add(1);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['d {}: 1']);
  expect(provider.stats()).toMatchObject({ dropped: { invalid: 3 } });
});

test('invalid values are refused, with a warning', async () => {
  const logged = collectDiagnostics();
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  const counter = meter.createCounter('c', { valueType: ValueType.INT }).bind({ a: 1 });
  counter.add(-1);
  counter.add(2.5);
  counter.add('3' as never);
  meter.createHistogram('h').bind().record(-1);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {"a":1}: 2']);
  expect(logged).toHaveLength(4);
});

test('instruments of a provider that was shut down can be bound, and record nothing', async () => {
  collectDiagnostics();
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const before = provider.getMeter('m').createCounter('c');
  await provider.shutdown();
  before.bind({ a: 1 }).add(1);
  provider.getMeter('m').createCounter('d').bind({ a: 1 }).add(1);
  expect(sink.batches).toEqual([]);
});
