import {
  ROOT_CONTEXT,
  TraceFlags,
  diag,
  metrics as metricsApi,
  trace,
  type Context,
} from '@opentelemetry/api';
import {
  AggregationType,
  MeterProvider,
  createAllowListAttributesProcessor,
  type AggregationOption,
  type MeterProviderOptions,
} from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';
import { decodeMetrics, type DecodedMetric } from './support/decode-metrics';
import { collectDiagnostics } from './support/diagnostics';

// What of the specification's compliance matrix no comparison with the official SDK shows: tools/conformance refers to it.

const kNeverMillis = 3_600_000;
const providers: MeterProvider[] = [];

function makeProvider(sink: CollectingSink, options: MeterProviderOptions = {}): MeterProvider {
  const provider = new MeterProvider({
    exporter: sink,
    ...options,
    export: { intervalMillis: kNeverMillis, ...options.export },
  });
  providers.push(provider);
  return provider;
}

afterEach(async () => {
  await Promise.allSettled(providers.splice(0).map((provider) => provider.shutdown()));
  metricsApi.disable();
  diag.disable();
});

function exported(sink: CollectingSink): DecodedMetric[] {
  return sink.batches.flatMap(({ bytes }) => decodeMetrics(bytes));
}

/** The points of one metric, of all exports. */
function pointsOf(sink: CollectingSink, name: string): DecodedMetric['points'] {
  return exported(sink)
    .filter((metric) => metric.name === name)
    .flatMap(({ points }) => points);
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

function insideSpan(traceFlags: TraceFlags): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags });
}

interface Exemplar {
  filteredAttributes: { key: string }[];
  timeUnixNano: string;
  asDouble: number;
  traceId: Uint8Array;
  spanId: Uint8Array;
}

function exemplarsOf(sink: CollectingSink, name: string): Exemplar[] {
  return pointsOf(sink, name).flatMap(({ exemplars }) => exemplars as Exemplar[]);
}

test('the global provider of the API', async () => {
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  metricsApi.setGlobalMeterProvider(provider);
  metricsApi.getMeter('a').createCounter('counter').add(2);
  await provider.forceFlush();
  expect(pointsOf(sink, 'counter')).toMatchObject([{ asDouble: 2 }]);
});

test('any number of providers, each with what was recorded on its own', async () => {
  const sinks = Array.from({ length: 5 }, () => new CollectingSink());
  await Promise.all(
    sinks.map(async (sink, index) => {
      const provider = makeProvider(sink);
      provider.getMeter('a').createCounter('counter').add(index);
      await provider.forceFlush();
    }),
  );
  expect(sinks.map((sink) => pointsOf(sink, 'counter')[0]!['asDouble'])).toEqual([0, 1, 2, 3, 4]);
});

test('a meter without a name works, and its name stays empty', async () => {
  const logged = collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  provider.getMeter('').createCounter('counter').add(1);
  await provider.forceFlush();
  expect(exported(sink)).toMatchObject([{ name: 'counter', scope: { name: '' } }]);
  expect(logged).toHaveLength(1);
});

test('names that differ in case only are one stream, named as the first', async () => {
  const logged = collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const meter = provider.getMeter('a');
  meter.createCounter('Requests').add(1);
  meter.createCounter('requests').add(2);
  await provider.forceFlush();
  expect(exported(sink)).toMatchObject([{ name: 'Requests', points: [{ asDouble: 3 }] }]);
  expect(logged).toHaveLength(1);
});

test('a sink is given OTLP, one request after the other', async () => {
  let running = 0;
  let most = 0;
  const sink = new CollectingSink(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return { status: 'ok' };
  });
  const provider = makeProvider(sink);
  const counter = provider.getMeter('a').createCounter('counter');
  for (let flush = 0; flush < 4; flush++) {
    counter.add(1, { flush });
    await Promise.all([provider.forceFlush(), provider.forceFlush()]);
  }
  expect(most).toBe(1);
  expect(sink.batches[0]).toMatchObject({ signal: 'metrics', itemCount: 1 });
  expect(sink.batches.at(-1)).toMatchObject({ signal: 'metrics', itemCount: 4 });
});

test('an export that never ends ends with the timeout', async () => {
  collectDiagnostics();
  const provider = makeProvider(new CollectingSink(() => new Promise(() => {})));
  provider.getMeter('a').createCounter('counter').add(1);
  await expect(provider.forceFlush({ timeoutMillis: 50 })).rejects.toThrow();
  await provider.shutdown({ timeoutMillis: 50 }).catch(() => {});
});

test('forceFlush tells that points were lost', async () => {
  collectDiagnostics();
  const provider = makeProvider(new CollectingSink(() => ({ status: 'failed', message: 'no' })));
  provider.getMeter('a').createCounter('counter').add(1);
  await expect(provider.forceFlush()).rejects.toThrow(/no/);
});

test('shutdown exports what is left, once', async () => {
  const logged = collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const counter = provider.getMeter('a').createCounter('counter');
  counter.add(1);
  await provider.shutdown();
  await provider.shutdown();
  counter.add(1);
  await provider.forceFlush();
  expect(pointsOf(sink, 'counter')).toMatchObject([{ asDouble: 1 }]);
  expect(sink.shutdowns).toBe(1);
  expect(logged.length).toBeGreaterThan(0);
});

test('each series has the start time of its own first measurement', async () => {
  const sink = new CollectingSink();
  const provider = makeProvider(sink);
  const counter = provider.getMeter('a').createCounter('counter');
  counter.add(1, { at: 'first' });
  await new Promise((resolve) => setTimeout(resolve, 10));
  counter.add(1, { at: 'last' });
  counter.add(1, { at: 'first' });
  await provider.forceFlush();
  const starts = new Set(pointsOf(sink, 'counter').map((point) => point.startTimeUnixNano));
  expect(starts.size).toBe(2);
});

test.each(['trace_based', 'always_on', 'always_off'] as const)(
  'exemplar filter %s',
  async (exemplarFilter) => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink, { exemplarFilter });
    const meter = provider.getMeter('a');
    meter.createCounter('sampled').add(1, {}, insideSpan(TraceFlags.SAMPLED));
    meter.createCounter('not.sampled').add(1, {}, insideSpan(TraceFlags.NONE));
    meter.createCounter('outside').add(1, {}, ROOT_CONTEXT);
    await provider.forceFlush();
    const counts = ['sampled', 'not.sampled', 'outside'].map(
      (name) => exemplarsOf(sink, name).length,
    );
    const expected = { trace_based: [1, 0, 0], always_on: [1, 1, 1], always_off: [0, 0, 0] };
    expect(counts).toEqual(expected[exemplarFilter]);
  },
);

test('exemplars have trace, span, time, value and the attributes that a view drops', async () => {
  const sink = new CollectingSink();
  const attributesProcessors = [createAllowListAttributesProcessor(['kept'])];
  const views = [{ instrumentName: '*', attributesProcessors }];
  const provider = makeProvider(sink, { views });
  const from = BigInt(Date.now()) * 1_000_000n;
  const attributes = { kept: 1, dropped: 2 };
  provider
    .getMeter('a')
    .createHistogram('histogram')
    .record(7.5, attributes, insideSpan(TraceFlags.SAMPLED));
  await provider.forceFlush();
  const [exemplar] = exemplarsOf(sink, 'histogram');
  expect(exemplar).toMatchObject({ asDouble: 7.5, filteredAttributes: [{ key: 'dropped' }] });
  expect(Buffer.from(exemplar!.traceId).toString('hex')).toBe(traceId);
  expect(Buffer.from(exemplar!.spanId).toString('hex')).toBe(spanId);
  expect(BigInt(exemplar!.timeUnixNano)).toBeGreaterThanOrEqual(from);
});

test('a sum keeps few exemplars, a histogram one for each bucket', async () => {
  const sink = new CollectingSink();
  const buckets: AggregationOption = {
    type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
    options: { boundaries: [10, 20, 30, 40] },
  };
  const provider = makeProvider(sink, {
    views: [{ instrumentName: 'histogram', aggregation: buckets }],
  });
  const meter = provider.getMeter('a');
  const counter = meter.createCounter('counter');
  const histogram = meter.createHistogram('histogram');
  for (let value = 1; value <= 50; value++) {
    counter.add(value, {}, insideSpan(TraceFlags.SAMPLED));
    histogram.record(value, {}, insideSpan(TraceFlags.SAMPLED));
  }
  await provider.forceFlush();
  const ofCounter = exemplarsOf(sink, 'counter').length;
  expect(ofCounter).toBeGreaterThan(0);
  expect(ofCounter).toBeLessThan(50);
  const bucketOf = ({ asDouble }: Exemplar) => Math.floor((asDouble - 1) / 10);
  const ofBuckets = exemplarsOf(sink, 'histogram').map(bucketOf);
  expect(ofBuckets.sort()).toEqual([0, 1, 2, 3, 4]);
});
