import { metrics } from '@opentelemetry/api';
import type { Loss } from '@otel-native/api-bridge';
import { NodeSDK } from '@otel-native/sdk';
import { SelfSigned } from './support/certificates';
import { resetProcess, setEnvironment } from './support/environment';
import { decodeMetrics } from './support/metrics';
import { Receiver, type Answer } from './support/receiver';
import { runChild } from './support/run-child';
import { waysToTls } from './support/ways-to-tls';

// Native threads collect and encode metrics for an `https:` endpoint too, and send them where they have TLS. No official
// package is needed.

const tls = new SelfSigned('server');
const stranger = new SelfSigned('stranger');
const server = { key: tls.key, cert: tls.cert };

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start(server);
});
afterEach(() => receiver.stop());

const kNeverUsed = ['@opentelemetry/sdk-metrics', '@opentelemetry/exporter-metrics-otlp-proto'];
const trusted = () => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
  OTEL_EXPORTER_OTLP_CERTIFICATE: tls.certPath,
});

const kRecord = `
  const { metrics } = require('@opentelemetry/api');
  const meter = metrics.getMeter('shop');
  meter.createCounter('count').add(1);
  meter.createObservableGauge('queue').addCallback((result) => result.observe(7));`;

/** The variables that choose the sender for TLS. */
let way: Record<string, string> = {};

/** Runs a script under the preload, which exports nothing but metrics and finds no official package for them. */
function run(env: Record<string, string>, script = kRecord) {
  const args = ['-r', './hide-packages.cjs', '-r', '@otel-native/sdk/register', '-e', script];
  return runChild(args, {
    env: { HIDDEN_PACKAGES: kNeverUsed.join(','), OTEL_TRACES_EXPORTER: 'none', ...way, ...env },
  });
}

function names(): string[] {
  return receiver.requests
    .flatMap(({ body }) => decodeMetrics(body).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
    .map(({ name }) => name)
    .sort();
}

describe.each(waysToTls)('under the preload, through %s', (_way, variables) => {
  beforeEach(() => (way = variables));
  afterEach(() => (way = {}));

  test('a natural end sends the rest, with the last observations', async () => {
    expect(await run(trusted())).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(names()).toEqual(['count', 'queue']);
    expect(receiver.requests[0]!.path).toBe('/v1/metrics');
  });

  test('SIGTERM does too', async () => {
    const script = `${kRecord} setInterval(() => {}, 1_000); process.kill(process.pid, 'SIGTERM');`;
    expect(await run(trusted(), script)).toMatchObject({ signal: 'SIGTERM', stderr: '' });
    expect(names()).toEqual(['count', 'queue']);
  });

  test('the variables for metrics win', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.endpoint}/own`,
      OTEL_EXPORTER_OTLP_CERTIFICATE: stranger.certPath,
      OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=general',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-key=special',
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
    };
    expect(await run(env)).toMatchObject({ code: 0, stderr: '' });
    expect(names()).toEqual(['count', 'queue']);
    expect(receiver.requests[0]).toMatchObject({
      path: '/own',
      headers: { 'x-key': 'special', 'content-encoding': 'gzip' },
    });
  });

  test('a client certificate', async () => {
    await receiver.stop();
    receiver = await Receiver.start(tls.mutual);
    const env = {
      ...trusted(),
      OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE: tls.certPath,
      OTEL_EXPORTER_OTLP_CLIENT_KEY: tls.keyPath,
    };
    expect(await run(env)).toMatchObject({ code: 0, stderr: '' });
    expect(names()).toEqual(['count', 'queue']);
  });

  test.each<[string, Answer]>([
    ['503 with a wait', { status: 503, headers: { 'retry-after': '0' } }],
    ['429 with a wait that is cut', { status: 429, headers: { 'retry-after': '3600' } }],
    ['503 that breaks off', { status: 503, headers: { 'retry-after': '0' }, instead: 'break off' }],
    ['no answer in time', { status: 200, instead: 'hang' }],
  ])('%s: the same request is sent again', async (_what, answer) => {
    receiver.answers.push(answer);
    const env = {
      ...trusted(),
      OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '500',
      OTEL_NATIVE_MAX_RETRY_AFTER: '1',
      // Without an answer, the way through Node waits a second for the next attempt.
      OTEL_NATIVE_EXIT_TIMEOUT: '6000',
    };
    expect(await run(env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.requests[1]!.body).toEqual(receiver.requests[0]!.body);
  });

  test.each<[string, Answer, RegExp]>([
    [
      'a refusal',
      { status: 400 },
      /2 data points .* lost.*\/v1\/metrics: (HTTP|the server answered) 400/,
    ],
    [
      'a redirect',
      { status: 307, headers: { location: 'https://me:secret@other.example/?key=secret' } },
      /2 data points .*the redirect to other.example is not followed/,
    ],
    // partial_success { rejected_data_points: 1, error_message: "no sEcrEt" }
    [
      'a partial success',
      { status: 200, body: Buffer.from([10, 13, 8, 1, 18, 9, ...Buffer.from('no sEcrEt')]) },
      /rejected 1 data points.*no \*\*\*/,
    ],
  ])('%s is told once, without a secret', async (_what, answer, line) => {
    receiver.answers.push(answer);
    const { code, stderr } = await run({
      ...trusted(),
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-key=sEcrEt',
    });
    expect(code).toBe(0);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(line)]);
    expect(stderr).not.toMatch(/secret/i);
    expect(receiver.requests).toHaveLength(1);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['an authority that is not trusted', {}, /\d data points .*certificate/],
    [
      'another authority',
      { OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: stranger.certPath },
      /\d data points .*certificate/,
    ],
    [
      'a file that is missing',
      { OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: '/nowhere.pem' },
      /METRICS_CERTIFICATE names a file that cannot be read/,
    ],
  ])('%s: nothing is sent, and it is told', async (_what, variables, line) => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...variables };
    const { code, stderr } = await run(env);
    expect([code, receiver.requests]).toEqual([0, []]);
    expect(stderr).toMatch(line);
  });

  test('a receiver that cannot be reached does not keep the process alive, and the loss is told', async () => {
    const { code, stderr } = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
      OTEL_NATIVE_EXIT_TIMEOUT: '300',
    });
    expect(code).toBe(0);
    expect(stderr).toContain('2 data points were not exported before the process exited');
  });

  test('after process.exit(), what waited arrives, or its loss is told', async () => {
    const { code, stderr } = await run(trusted(), `${kRecord} process.exit(7);`);
    expect(code).toBe(7);
    if (names().length === 0) {
      expect(stderr).toMatch(/\d data points were not exported before the process exited/);
    } else {
      // Without the event loop nobody asks for the gauge.
      expect([names(), stderr]).toEqual([['count'], '']);
    }
  });

  test('another exporter still needs its official package', async () => {
    const { stderr } = await run({ ...trusted(), OTEL_METRICS_EXPORTER: 'console' });
    expect(stderr).toContain('npm install');
    expect(receiver.requests).toEqual([]);
  });
});

describe('from code', () => {
  afterEach(() => {
    resetProcess();
    metrics.disable();
  });

  test('a flush resolves when the metrics have arrived, and they are counted', async () => {
    setEnvironment({ ...trusted(), OTEL_METRICS_EXPORTER: 'otlp', OTEL_TRACES_EXPORTER: 'none' });
    const sdk = new NodeSDK({ autoDetectResources: false });
    sdk.start();
    metrics.getMeter('test').createCounter('count').add(1);
    await sdk.forceFlush();
    expect(names()).toEqual(['count']);
    expect(sdk.metricStats()).toMatchObject({ ended: 1, exported: 1 });
    await sdk.shutdown();
  });

  test('views, and a listener for losses', async () => {
    setEnvironment({ ...trusted(), OTEL_METRICS_EXPORTER: 'otlp', OTEL_TRACES_EXPORTER: 'none' });
    receiver.answers.push({ status: 400 });
    const losses: Loss[] = [];
    const sdk = new NodeSDK({
      autoDetectResources: false,
      onLoss: (loss) => losses.push(loss),
      views: [{ instrumentName: 'count', name: 'counted' }],
    });
    sdk.start();
    metrics.getMeter('test').createCounter('count').add(1);
    await expect(sdk.forceFlush()).rejects.toThrow('1 data points were not exported');
    expect(names()).toEqual(['counted']);
    expect(losses).toEqual([expect.objectContaining({ signal: 'metrics', count: 1 })]);
    expect(sdk.metricStats()!.dropped).toMatchObject({ exportFailed: 1 });
    await sdk.shutdown();
  });
});
