import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, diag } from '@opentelemetry/api';
import { MeterProvider, type MeterProviderOptions } from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';
import { decodeMetrics, type DecodedMetric } from './support/decode-metrics';
import { collectDiagnostics } from './support/diagnostics';

// What a MeterProvider takes from the environment; tools/conformance refers to it.

const variables = {
  interval: 'OTEL_METRIC_EXPORT_INTERVAL',
  timeout: 'OTEL_METRIC_EXPORT_TIMEOUT',
  exemplars: 'OTEL_METRICS_EXEMPLAR_FILTER',
  temporality: 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  histograms: 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
} as const;
type Variables = Partial<Record<keyof typeof variables, string>>;

const sink = new CollectingSink();
let provider: MeterProvider | undefined;

afterEach(async () => {
  await provider?.shutdown();
  sink.batches.length = 0;
  for (const variable of Object.values(variables)) delete process.env[variable];
  diag.disable();
});

function start(values: Variables, options: MeterProviderOptions = {}): MeterProvider {
  for (const [name, value] of Object.entries(values)) {
    process.env[variables[name as keyof Variables]] = value;
  }
  provider = new MeterProvider({ exporter: sink, ...options });
  return provider;
}

function exported(): DecodedMetric[] {
  return sink.batches.flatMap(({ bytes }) => decodeMetrics(bytes));
}

/** What one measurement of each of three instruments becomes. */
async function exportOfThree(meterProvider: MeterProvider): Promise<DecodedMetric[]> {
  const meter = meterProvider.getMeter('environment');
  meter.createCounter('counter').add(1, {}, ROOT_CONTEXT);
  meter.createUpDownCounter('up.down').add(1, {}, ROOT_CONTEXT);
  meter.createHistogram('histogram').record(1, {}, ROOT_CONTEXT);
  await meterProvider.forceFlush();
  return exported();
}

test('OTEL_METRIC_EXPORT_INTERVAL', async () => {
  const meterProvider = start({ interval: '20' });
  meterProvider.getMeter('environment').createCounter('counter').add(1);
  while (sink.batches.length < 3) await sleep(5);
  expect(exported()[2]).toMatchObject({ name: 'counter', points: [{ asDouble: 1 }] });
});

test('OTEL_METRIC_EXPORT_TIMEOUT', async () => {
  collectDiagnostics();
  const meter = start({ timeout: '50' }).getMeter('environment');
  meter.createObservableGauge('never').addCallback(() => new Promise(() => {}));
  meter.createObservableGauge('quick').addCallback((result) => result.observe(1));
  await provider!.forceFlush();
  expect(exported().map(({ name }) => name)).toEqual(['quick']);
});

test.each([
  ['always_on', 1],
  ['ALWAYS_OFF', 0],
  ['trace_based', 0],
])('OTEL_METRICS_EXEMPLAR_FILTER=%s', async (exemplars, count) => {
  const [counter] = await exportOfThree(start({ exemplars }));
  expect(counter!.points[0]!['exemplars']).toHaveLength(count);
});

test.each([
  ['cumulative', [2, 2, 2]],
  ['delta', [1, 2, 1]],
  ['LowMemory', [1, 2, 1]],
])('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=%s', async (temporality, numbers) => {
  const metrics = await exportOfThree(start({ temporality }));
  expect(metrics.map(({ aggregationTemporality }) => aggregationTemporality)).toEqual(numbers);
});

test.each([
  ['explicit_bucket_histogram', 'histogram'],
  ['base2_exponential_bucket_histogram', 'exponentialHistogram'],
])('OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=%s', async (histograms, kind) => {
  const metrics = await exportOfThree(start({ histograms }));
  expect(metrics[2]).toMatchObject({ name: 'histogram', kind });
});

test.each<[keyof Variables, string]>([
  ['interval', '0'],
  ['interval', '-5'],
  ['timeout', 'soon'],
  ['exemplars', 'sometimes'],
  ['temporality', 'high'],
  ['histograms', 'none'],
])('%s=%s is said in one warning, and the default holds', async (name, value) => {
  const logged = collectDiagnostics();
  const metrics = await exportOfThree(start({ [name]: value }));
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain(variables[name]);
  expect(metrics).toMatchObject([
    { aggregationTemporality: 2, points: [{ exemplars: [] }] },
    { aggregationTemporality: 2 },
    { kind: 'histogram' },
  ]);
});

test('options win', async () => {
  const options = {
    exemplarFilter: 'always_off',
    export: {
      temporalityPreference: 'cumulative',
      defaultHistogramAggregation: 'explicit_bucket_histogram',
    },
  } as const;
  const values = {
    exemplars: 'always_on',
    temporality: 'delta',
    histograms: 'base2_exponential_bucket_histogram',
  };
  const [counter, , histogram] = await exportOfThree(start(values, options));
  expect(counter).toMatchObject({ aggregationTemporality: 2, points: [{ exemplars: [] }] });
  expect(histogram).toMatchObject({ kind: 'histogram' });
});
