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
