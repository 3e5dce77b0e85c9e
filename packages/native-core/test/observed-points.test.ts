import { ValueType, type BatchObservableResult, type Observable } from '@opentelemetry/api';
import {
  kObservePoints,
  observePoints,
  type ObservedPoint,
} from '@otel-native/api-bridge/observation';
import { AggregationType, type ViewOptions } from '@otel-native/native-core/metrics';
import { MetricSink, makeMeterProvider } from './support/metric-providers';

const views: readonly ViewOptions[] = [
  {
    instrumentName: 'renamed',
    name: 'other',
    attributesProcessors: [{ process: ({ a }) => ({ a: a! }) }],
  },
  { instrumentName: 'dropped', aggregation: { type: AggregationType.DROP } },
  { instrumentName: 'spread', aggregation: { type: AggregationType.DEFAULT } },
  {
    instrumentName: 'spread',
    name: 'histogram',
    aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [10] } },
  },
  { instrumentName: 'limited', aggregationCardinalityLimit: 2 },
];

/** What a provider tells of three collections, and of values that change in between. */
async function told(
  delta: boolean,
  observe: (
    result: BatchObservableResult,
    points: readonly ObservedPoint[],
    values: Float64Array,
  ) => void,
): Promise<string[][]> {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, {
    views: [...views],
    export: { temporalityPreference: delta ? 'delta' : 'cumulative' },
  });
  const meter = provider.getMeter('m');
  const gauge = meter.createObservableGauge('gauge');
  const observables: Observable[] = [
    gauge,
    meter.createObservableCounter('counter'),
    meter.createObservableUpDownCounter('updown'),
    meter.createObservableCounter('whole', { valueType: ValueType.INT }),
    meter.createObservableGauge('renamed'),
    meter.createObservableGauge('dropped'),
    meter.createObservableGauge('spread'),
    meter.createObservableCounter('limited'),
  ];
  const points = observables.flatMap((observable, i) =>
    [0, 1, 2].map((k) => ({ observable, attributes: { a: k, b: 'x' }, place: 3 * i + k })),
  );
  // It was not given to the callback.
  const stranger = meter.createObservableGauge('stranger');
  points.push({ observable: stranger, attributes: { a: 0, b: 'x' }, place: 0 });
  const values = new Float64Array(3 * observables.length);
  let turn = 0;
  meter.addBatchObservableCallback((result) => {
    // A counter that begins anew in the third turn, and a value that is not there in the second.
    values.forEach(
      (_, place) => (values[place] = turn === 2 ? place / 2 : 10 * turn + place + 0.5),
    );
    if (turn === 1) values[1] = NaN;
    observe(result, points, values);
  }, observables);
  const all: string[][] = [];
  for (; turn < 3; turn++) {
    await provider.forceFlush();
    all.push(sink.last());
  }
  return all;
}

describe.each([false, true])('delta: %s', (delta) => {
  test('points in one call are told as points one by one', async () => {
    const atOnce = await told(delta, (result, points, values) => {
      expect(kObservePoints in result).toBe(true);
      observePoints(result, points, values);
    });
    const oneByOne = await told(delta, (result, points, values) => {
      for (const { observable, attributes, place } of points) {
        const value = values[place]!;
        if (!Number.isNaN(value)) result.observe(observable, value, attributes);
      }
    });
    expect(atOnce).toEqual(oneByOne);
    expect(atOnce[0]).toContain('gauge {"a":2,"b":"x"}: 2.5');
    expect(atOnce[0]).toContain('other {"a":2}: 14.5');
    expect(atOnce[1]!.filter((point) => point.startsWith('gauge'))).toHaveLength(2);
  });
});

test('values are those of the call, whatever becomes of the array', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  const gauge = meter.createObservableGauge('gauge');
  const values = Float64Array.of(1);
  meter.addBatchObservableCallback(
    async (result) => {
      observePoints(result, [{ observable: gauge, attributes: {}, place: 0 }], values);
      values[0] = 2;
      await Promise.resolve();
    },
    [gauge],
  );
  await provider.forceFlush();
  expect(sink.last()).toEqual(['gauge {}: 1']);
});

test('the last one counts, in a list or by itself, and what overflows is added up', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink, { export: { cardinalityLimit: 2 } });
  const meter = provider.getMeter('m');
  const gauge = meter.createObservableGauge('gauge');
  const counter = meter.createObservableCounter('counter');
  const list = [
    { observable: gauge, attributes: {}, place: 0 },
    { observable: counter, attributes: { a: 0 }, place: 1 },
    { observable: counter, attributes: { a: 1 }, place: 2 },
  ];
  meter.addBatchObservableCallback(
    (result) => {
      result.observe(gauge, 1);
      observePoints(result, list, Float64Array.of(2, 10, 20));
      result.observe(gauge, 3);
      result.observe(counter, 40, { a: 2 });
    },
    [gauge, counter],
  );
  await provider.forceFlush();
  expect(sink.last()).toEqual([
    'gauge {}: 3',
    'counter {"a":0}: 10',
    'counter {"otel.metric.overflow":true}: 60',
  ]);
});

test('instruments of another provider are not told under the numbers of this one', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  const own = meter.createObservableGauge('own');
  const foreign = makeMeterProvider(new MetricSink()).getMeter('m').createObservableGauge('other');
  meter.addBatchObservableCallback(
    (result) => {
      observePoints(
        result,
        [{ observable: foreign, attributes: {}, place: 0 }],
        Float64Array.of(7),
      );
      result.observe(foreign, 8);
      result.observe(own, 1);
    },
    [own, foreign],
  );
  await provider.forceFlush();
  expect(sink.last()).toEqual(['own {}: 1']);
});

test('a callback that fails observed nothing', async () => {
  const sink = new MetricSink();
  const provider = makeMeterProvider(sink);
  const meter = provider.getMeter('m');
  const [good, bad] = ['good', 'bad'].map((name) => meter.createObservableGauge(name)) as [
    Observable,
    Observable,
  ];
  const point = (observable: Observable) => [{ observable, attributes: {}, place: 0 }];
  meter.addBatchObservableCallback(
    (result) => {
      observePoints(result, point(bad), Float64Array.of(1));
      throw new Error('afterwards');
    },
    [bad],
  );
  meter.addBatchObservableCallback(
    (result) => observePoints(result, point(good), Float64Array.of(1)),
    [good],
  );
  await provider.forceFlush();
  expect(sink.last()).toEqual(['good {}: 1']);
});
