import { ROOT_CONTEXT, TraceFlags, trace, type SpanContext } from '@opentelemetry/api';
import {
  createAllowListAttributesProcessor,
  type ExemplarFilter,
} from '@otel-native/native-core/metrics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

const sampled: SpanContext = {
  traceId: '0102030405060708090a0b0c0d0e0f10',
  spanId: '1112131415161718',
  traceFlags: TraceFlags.SAMPLED,
};
const inSpan = trace.setSpanContext(ROOT_CONTEXT, sampled);
const inUnsampledSpan = trace.setSpanContext(ROOT_CONTEXT, { ...sampled, traceFlags: 0 });

test('a measurement in a sampled span becomes an exemplar with what the view left out', async () => {
  const sink = new MetricSink();
  const attributesProcessors = [createAllowListAttributesProcessor(['kept'])];
  const views = [{ instrumentName: 'c', attributesProcessors }];
  const provider = makeMeterProvider(sink, { views });
  const counter = provider.getMeter('m').createCounter('c');
  counter.add(5, { kept: 1, user: 'u' }, inSpan);
  counter.add(5, { kept: 1, user: 'v' }, inUnsampledSpan);
  counter.add(5, { kept: 1 }, ROOT_CONTEXT);
  await provider.forceFlush();
  const { traceId, spanId } = sampled;
  expect(sink.batches.at(-1)).toMatchObject([
    { value: 15, exemplars: [{ value: 5, traceId, spanId, filtered: { user: 'u' } }] },
  ]);
  await provider.forceFlush();
  expect(sink.batches.at(-1)).toMatchObject([{ value: 15, exemplars: [] }]);
});

test('attributes that a view leaves out may throw, and record themselves, as they are read', async () => {
  const sink = new MetricSink();
  const attributesProcessors = [createAllowListAttributesProcessor(['kept'])];
  const views = [{ instrumentName: 'c', attributesProcessors }];
  const provider = makeMeterProvider(sink, { views });
  const counter = provider.getMeter('m').createCounter('c');
  const attributes = {
    kept: 1,
    get unreadable(): string {
      counter.add(7, { kept: 2 }, ROOT_CONTEXT);
      throw new Error('not to be read');
    },
  };
  counter.add(5, attributes, inSpan);
  await provider.forceFlush();
  expect(sink.batches.at(-1)).toMatchObject([{ value: 5 }, { value: 7 }]);
  expect(provider.stats()).toMatchObject({ ended: 2, exported: 2, dropped: { invalid: 0 } });
});

test('each bucket of a histogram has one, chosen from all that fell into it', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const advice = { explicitBucketBoundaries: [10, 20] };
  const histogram = provider.getMeter('m').createHistogram('h', { advice });
  const chosen = new Set<number>();
  for (let round = 0; round < 30; round++) {
    for (const value of [1, 2, 3, 15]) histogram.record(value, {}, inSpan);
    await provider.forceFlush();
    const [point] = sink.batches.at(-1)!;
    expect(point!.exemplars).toHaveLength(2);
    expect(point!.exemplars[1]!.value).toBe(15);
    chosen.add(point!.exemplars[0]!.value);
  }
  expect(chosen).toEqual(new Set([1, 2, 3]));
});

test('an exponential histogram has up to twenty, whichever bucket they are from', async () => {
  const sink = new MetricSink();
  const defaultHistogramAggregation = 'base2_exponential_bucket_histogram';
  const provider = makeMeterProvider(sink, { export: { defaultHistogramAggregation } });
  const histogram = provider.getMeter('m').createHistogram('h');
  for (let value = 1; value <= 500; value++) histogram.record(value, {}, inSpan);
  await provider.forceFlush();
  const values = sink.batches.at(-1)![0]!.exemplars.map(({ value }) => value);
  expect(values).toHaveLength(20);
  expect(new Set(values).size).toBe(20);
  expect(Math.max(...values)).toBeGreaterThan(20);
});

test.each<[ExemplarFilter, number]>([
  ['always_on', 1],
  ['always_off', 0],
  ['trace_based', 0],
])('%s: a measurement without a span makes %d', async (exemplarFilter, count) => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { exemplarFilter });
  provider.getMeter('m').createGauge('g').record(1, {}, ROOT_CONTEXT);
  await provider.forceFlush();
  expect(sink.batches.at(-1)![0]!.exemplars).toHaveLength(count);
});

test('an exemplar without a span has no ids', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { exemplarFilter: 'always_on' });
  const meter = provider.getMeter('m');
  meter.createCounter('c').add(5, {}, ROOT_CONTEXT);
  meter.createHistogram('h').record(5, {}, ROOT_CONTEXT);
  await provider.forceFlush();
  const exemplars = sink.batches.at(-1)!.map((point) => point.exemplars);
  const withoutIds = [{ value: 5, traceId: '', spanId: '', filtered: {} }];
  expect(exemplars).toEqual([withoutIds, withoutIds]);
});

test.each(['cumulative', 'delta'] as const)(
  'exemplars of what overflows have the attributes that overflowed: %s',
  async (temporalityPreference) => {
    const sink = new MetricSink();
    const settings = { temporalityPreference, cardinalityLimit: 2 };
    const provider = makeMeterProvider(sink, { export: settings });
    const counter = provider.getMeter('m').createCounter('c');
    for (let interval = 0; interval < 3; interval++) {
      counter.add(1, { route: 'a' }, inSpan);
      counter.add(2, { route: `${interval}` }, inSpan);
      // In delta temporality it was known before, and has no room in this interval.
      counter.add(4, { route: `${interval - 1}` }, inSpan);
      await provider.forceFlush();
      const overflow = sink.batches
        .at(-1)!
        .find(({ attributes }) => attributes['otel.metric.overflow'] === true)!;
      const [{ value, filtered }] = overflow.exemplars as [(typeof overflow.exemplars)[0]];
      const route = value === 2 ? `${interval}` : `${interval - 1}`;
      expect(filtered).toEqual({ route });
    }
  },
);
