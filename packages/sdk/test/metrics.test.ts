import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics, trace } from '@opentelemetry/api';
import { InMemoryMetricExporter, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK, startNodeSdk } from '@otel-native/sdk';
import { resetProcess, setEnvironment } from './support/environment';
import { decodeMetrics, type ReceivedMetric } from './support/metrics';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
  const { endpoint } = receiver;
  setEnvironment({ OTEL_METRICS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
});
afterEach(async () => {
  resetProcess();
  metrics.disable();
  trace.disable();
  await receiver.stop();
});

const received = (): ReceivedMetric[] =>
  receiver.requests
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => decodeMetrics(body).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
const names = () => received().map(({ name }) => name);
const count = () => metrics.getMeter('test').createCounter('count').add(1);

describe.each<Record<string, string>>([
  {},
  { OTEL_METRICS_EXPORTER: 'otlp,otlp' },
  { OTEL_METRICS_EXPORTER: 'otlp,none' },
  { OTEL_METRICS_EXPORTER: 'none' },
  { OTEL_METRICS_EXPORTER: 'unheard-of' },
  { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' },
  { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'LowMemory' },
  { OTEL_METRIC_EXPORT_INTERVAL: '1000', OTEL_METRIC_EXPORT_TIMEOUT: '2000' },
  {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf',
  },
])('%j', (variables) => {
  test('the same metrics as from the official NodeSDK', async () => {
    const sent: unknown[] = [];
    for (const sdk of ['@opentelemetry/sdk-node', '@otel-native/sdk']) {
      receiver.requests.length = 0;
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_LOGS_EXPORTER: 'none' };
      const { code } = await runChild(['metrics.cjs', sdk], {
        env: { ...env, OTEL_METRICS_EXPORTER: '', OTEL_TRACES_EXPORTER: 'none', ...variables },
      });
      expect(code).toBe(0);
      sent.push(received().sort((a, b) => (a.name < b.name ? -1 : 1)));
    }
    expect(sent[1]).toEqual(sent[0]);
    const isOff = /none|unheard/.test(variables['OTEL_METRICS_EXPORTER'] ?? '');
    expect(sent[0]).toHaveLength(isOff ? 0 : 5);
  });
});

test('metrics go through the native threads, and what became of them is told', async () => {
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  expect(sdk.metricStats()).toBeUndefined();
  count();
  await sdk.forceFlush();
  expect(names()).toEqual(['count']);
  expect(sdk.metricStats()).toMatchObject({ ended: 1, exported: 1 });
  await sdk.shutdown();
});

test('a flush in which spans and metrics were lost tells both', async () => {
  const refusing = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(400).end());
  });
  await once(refusing.listen(0, '127.0.0.1'), 'listening');
  const { port } = refusing.address() as AddressInfo;
  const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  setEnvironment({ OTEL_METRICS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT });
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  count();
  trace.getTracer('test').startSpan('span').end();
  const error: unknown = await sdk.forceFlush().catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/^AggregateError: .*1 spans.*; .*1 data points/);
  await sdk.shutdown().catch(() => undefined);
  refusing.close();
});

test('what neither spans nor metrics could send at the end is told, and the process ends well', async () => {
  const script = `
    const { metrics, trace } = require('@opentelemetry/api');
    trace.getTracer('test').startSpan('span').end();
    metrics.getMeter('test').createCounter('count').add(1);`;
  const { code, stderr } = await runChild(['-r', '@otel-native/sdk/register', '-e', script], {
    env: {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://127.0.0.1:1/v1/traces',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:1/v1/metrics',
      OTEL_NATIVE_EXIT_TIMEOUT: '300',
      OTEL_LOG_LEVEL: 'warn',
    },
  });
  expect(stderr).toContain('1 spans were not exported before the process exited');
  expect(stderr).toMatch(/\d+ data points were not exported before the process exited/);
  expect(code).toBe(0);
});

test('views', async () => {
  const views = [{ instrumentName: 'count', name: 'counted' }];
  const sdk = new NodeSDK({ autoDetectResources: false, views });
  sdk.start();
  count();
  await sdk.shutdown();
  expect(names()).toEqual(['counted']);
  expect(() => new NodeSDK({ views: [{}] }).start()).toThrow(/selects nothing/);
});

test('metricReaders: the official SDK', async () => {
  const exporter = new InMemoryMetricExporter(0);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const sdk = new NodeSDK({ autoDetectResources: false, metricReaders: [reader] });
  sdk.start();
  count();
  await sdk.forceFlush();
  const [exported] = exporter.getMetrics();
  expect(exported?.scopeMetrics[0]?.metrics[0]?.descriptor.name).toBe('count');
  await sdk.shutdown();
  expect(received()).toEqual([]);
});

test('with no metricReaders nothing is recorded', () => {
  const sdk = new NodeSDK({ autoDetectResources: false, metricReaders: [] });
  sdk.start();
  count();
  expect(sdk.metricStats()).toBeUndefined();
});

test('other protocols: the official exporters', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_LOGS_EXPORTER: 'none' };
  const { code } = await runChild(['metrics.cjs', '@otel-native/sdk'], {
    env: { ...env, OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json' },
  });
  expect(code).toBe(0);
  const request = receiver.requests.find(({ path }) => path === '/v1/metrics');
  expect(request?.headers['content-type']).toBe('application/json');
});

test.each([
  ['the option', {}, { systemMetrics: { groups: ['process.uptime'] as const } }],
  ['the variable', { OTEL_NATIVE_SYSTEM_METRICS: 'process.uptime, process.cpu.time' }, {}],
])('system metrics by %s', async (_, variables, options) => {
  Object.assign(process.env, variables);
  const sdk = new NodeSDK({ autoDetectResources: false, ...options });
  sdk.start();
  await sdk.forceFlush();
  expect(names()).toContain('process.uptime');
  expect(names().every((name) => name.startsWith('process.'))).toBe(true);
  await sdk.shutdown();
});

test('a group of system metrics that is none stops the start, or is said', () => {
  process.env['OTEL_NATIVE_SYSTEM_METRICS'] = 'sytem';
  expect(() => new NodeSDK().start()).toThrow(/no system metrics are called "sytem"/);
  expect(() => startNodeSdk({ logLevel: 'none' })).not.toThrow();
});

test('spans are counted where OTEL_NODE_EXPERIMENTAL_SDK_METRICS asks for it', async () => {
  process.env['OTEL_NODE_EXPERIMENTAL_SDK_METRICS'] = 'true';
  const { trace } = await import('@opentelemetry/api');
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  trace.getTracer('test').startSpan('span').end();
  await sdk.forceFlush();
  expect(names()).toContain('otel.sdk.span.started');
  await sdk.shutdown();
});
