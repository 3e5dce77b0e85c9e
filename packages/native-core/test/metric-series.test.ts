import { ValueType, type Attributes } from '@opentelemetry/api';
import { createAllowListAttributesProcessor } from '@otel-native/native-core/metrics';
import { collectDiagnostics } from './support/diagnostics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

const overflow = '{"otel.metric.overflow":true}';

test('the same attributes are one series in whatever order and object they come', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const counter = provider.getMeter('m').createCounter('c');
  const reused: Record<string, unknown> = { a: 1, b: 'x' };
  for (let i = 0; i < 3; i++) {
    counter.add(1, { a: 1, b: 'x' });
    counter.add(1, { b: 'x', a: 1 });
    counter.add(1, reused as never);
  }
  reused.a = 2;
  counter.add(1, reused as never);
  const list = [1, 2];
  counter.add(1, { list });
  list.push(3);
  counter.add(1, { list });
  await provider.forceFlush();
  expect(sink.last()).toEqual([
    'c {"a":1,"b":"x"}: 9',
    'c {"a":2,"b":"x"}: 1',
    expect.stringContaining('list'),
    expect.stringContaining('list'),
  ]);
});

test('values of different types, inherited keys and empty attributes are told apart', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const counter = provider.getMeter('m').createCounter('c');
  const inherited = Object.create({ a: 1 }) as Attributes;
  for (let i = 0; i < 2; i++) {
    counter.add(1, { a: 1 });
    counter.add(1, { a: '1x' });
    counter.add(1, { a: true });
    counter.add(1, {});
    counter.add(1);
    counter.add(1, inherited);
  }
  await provider.forceFlush();
  expect(sink.last()).toEqual(['c {"a":1}: 2', 'c {"a":"1x"}: 2', 'c {"a":true}: 2', 'c {}: 6']);
});

test('tens of thousands of series, recorded while they are collected', async () => {
  const sink = new MetricSink();
  const limits = { cardinalityLimit: 50_000, maxRequestBytes: 262_144 };
  const provider = makeMeterProvider(sink, { export: limits });
  const counter = provider.getMeter('m').createCounter('c', { valueType: ValueType.INT });
  const flushes: Promise<void>[] = [];
  for (let i = 0; i < 30_000; i++) {
    counter.add(1, { i: i % 20_000 });
    if (i % 10_000 === 9_999) flushes.push(provider.forceFlush());
  }
  await Promise.all(flushes);
  sink.batches.length = 0;
  await provider.forceFlush();
  expect(sink.batches.length).toBeGreaterThan(1);
  const points = sink.batches.flat();
  expect(points).toHaveLength(20_000);
  expect(points.reduce((sum, { value }) => sum + value, 0)).toBe(30_000);
});

describe('more series than the cardinality limit', () => {
  test('cumulative: those that came first stay, over all intervals', async () => {
    const sink = new MetricSink();
    const provider = makeMeterProvider(sink, { export: { cardinalityLimit: 4 } });
    const counter = provider.getMeter('m').createCounter('c');
    for (let i = 0; i < 6; i++) counter.add(1, { i });
    await provider.forceFlush();
    for (let i = 6; i < 9; i++) counter.add(1, { i });
    counter.add(1, { i: 0 });
    await provider.forceFlush();
    expect(sink.last()).toEqual([
      'c {"i":0}: 2',
      'c {"i":1}: 1',
      'c {"i":2}: 1',
      `c ${overflow}: 6`,
    ]);
  });

  test('delta: each interval has as many, and nothing is lost', async () => {
    const sink = new MetricSink();
    const limits = { cardinalityLimit: 4, temporalityPreference: 'delta' } as const;
    const provider = makeMeterProvider(sink, { export: limits });
    const counter = provider.getMeter('m').createCounter('c');
    for (let interval = 0; interval < 20; interval++) {
      for (let i = 0; i < 5; i++) counter.add(1, { i: interval * 5 + i });
      await provider.forceFlush();
      const expected = [0, 1, 2].map((i) => `c {"i":${interval * 5 + i}}: 1`);
      expect(sink.last().sort()).toEqual([...expected, `c ${overflow}: 2`].sort());
    }
  });

  test('observed: what overflows is added up', async () => {
    const sink = new MetricSink();
    const provider = makeMeterProvider(sink, { export: { cardinalityLimit: 2 } });
    const counter = provider.getMeter('m').createObservableCounter('c');
    counter.addCallback((result) => {
      for (let i = 0; i < 4; i++) result.observe(10, { i });
    });
    await provider.forceFlush();
    await provider.forceFlush();
    expect(sink.last()).toEqual(['c {"i":0}: 10', `c ${overflow}: 30`]);
  });
});

describe('bad measurements', () => {
  test('attributes that cannot be read are told once and counted', async () => {
    const sink = new MetricSink();
    const provider = makeMeterProvider(sink);
    const counter = provider.getMeter('m').createCounter('c');
    const lines = collectDiagnostics();
    const bad = {
      get a(): string {
        throw new Error('no');
      },
    };
    counter.add(1, bad);
    counter.add(1, bad);
    counter.add(1, { a: 1n } as never);
    counter.add(1, null as never);
    await provider.forceFlush();
    expect(lines).toEqual([expect.stringContaining('could not be read')]);
    // A value that OTLP does not know is an empty one.
    expect(sink.last()).toEqual(['c {"a":null}: 1', 'c {}: 1']);
    expect(provider.stats()!.dropped.invalid).toBe(2);
    expect(provider.stats()!.queued).toBe(0);
  });

  test('values that are none, negative or not finite', async () => {
    const sink = new MetricSink();
    const provider = makeMeterProvider(sink);
    const meter = provider.getMeter('m');
    const lines = collectDiagnostics();
    const counter = meter.createCounter('c', { valueType: ValueType.INT });
    counter.add(-1);
    counter.add('1' as never);
    counter.add(Symbol('s') as never);
    counter.add(1.7);
    counter.add(NaN);
    counter.add(Infinity);
    const histogram = meter.createHistogram('h');
    histogram.record(NaN);
    histogram.record(Infinity);
    histogram.record(-1);
    await provider.forceFlush();
    expect(sink.last()).toEqual(['c {}: 1', 'h {}: 1']);
    expect(lines).toHaveLength(7);
  });

  test('a view that throws', async () => {
    const sink = new MetricSink();
    const process = () => {
      throw new Error('view');
    };
    const views = [{ instrumentName: '*', attributesProcessors: [{ process }] }];
    const provider = makeMeterProvider(sink, { views });
    const gauge = provider.getMeter('m').createGauge('g');
    expect(() => gauge.record(1)).not.toThrow();
    expect(provider.stats()!.dropped.invalid).toBe(1);
  });
});

test('two instruments of one name, and a name in other letters, are told of', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  meter.createCounter('same', { description: 'short' }).add(1);
  const lines = collectDiagnostics();
  meter.createCounter('Same', { description: 'and longer' }).add(1);
  meter.createHistogram('same').record(1);
  meter.createCounter('bad name').add(1);
  await provider.forceFlush();
  expect(sink.last()).toEqual(['same {}: 2', 'same {}: 1', 'bad name {}: 1']);
  expect(lines.filter((line) => line.includes('already been registered'))).toHaveLength(2);
  expect(lines.filter((line) => line.includes('Invalid metric name'))).toHaveLength(1);
});

test('views of two processors, and of an instrument beside its own stream', async () => {
  const sink = new MetricSink();
  const attributesProcessors = [
    createAllowListAttributesProcessor(['a', 'b']),
    createAllowListAttributesProcessor(['b', 'c']),
  ];
  const views = [
    { instrumentName: 'c', name: 'by b', attributesProcessors },
    { instrumentName: 'c' },
  ];
  const provider = makeMeterProvider(sink, { views });
  const counter = provider.getMeter('m').createCounter('c');
  counter.add(1, { a: 1, b: 2, c: 3 });
  counter.add(1, { a: 2, b: 2 });
  await provider.forceFlush();
  expect(sink.last()).toEqual([
    'by b {"b":2}: 2',
    'c {"a":1,"b":2,"c":3}: 1',
    'c {"a":2,"b":2}: 1',
  ]);
});

test('series are found in any order, among many that resemble each other', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const counter = provider.getMeter('m').createCounter('c');
  // Equal lengths, and equal characters in all the places that choose a slot.
  const sets = Array.from({ length: 300 }, (_, i): Attributes => {
    const id = `${String.fromCharCode(97 + (i % 20))}${String.fromCharCode(97 + Math.trunc(i / 20))}`;
    return {
      id: `${id}-same-end`,
      two: i % 7,
      three: i % 2 === 0,
      ...(i % 5 === 0 && { four: 'x' }),
    };
  });
  const order = Array.from({ length: 3_000 }, (_, i) => (i * 7_919) % sets.length);
  for (const index of order) counter.add(1, { ...sets[index]! });
  // In another order of their keys.
  for (const set of sets) counter.add(1, Object.fromEntries(Object.entries(set).reverse()));
  await provider.forceFlush();
  expect(sink.last()).toHaveLength(sets.length);
  expect(sink.last().every((point) => point.endsWith(': 11'))).toBe(true);
});
