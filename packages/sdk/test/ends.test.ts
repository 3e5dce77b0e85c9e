import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { SelfSigned } from './support/certificates';
import { logsOf } from './support/logs';
import { decodeMetrics } from './support/metrics';
import { Receiver } from './support/receiver';
import { runChild, type ChildOptions, type ChildResult } from './support/run-child';

type Start = 'preload' | 'code';

/** Runs `ending.cjs`; `env` selects how it ends. */
function end(start: Start, env: Record<string, string>, options: ChildOptions = {}) {
  const preload = start === 'preload' ? ['--import', '@otel-native/sdk/register'] : [];
  return runChild([...preload, 'ending.cjs'], {
    ...options,
    env: {
      START: start,
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_NODE_RESOURCE_DETECTORS: 'none',
      ...env,
    },
  });
}

const sendWhenReady = (signal: NodeJS.Signals): ChildOptions => ({
  whenReady: (child) => child.kill(signal),
});

async function timed(run: Promise<ChildResult>): Promise<ChildResult & { millis: number }> {
  const begin = performance.now();
  return { ...(await run), millis: performance.now() - begin };
}

const kAllMetrics = ['counter', 'observed', 'observed.later'];

function spanCount(receiver: Receiver, name = 'span'): number {
  return receiver.spans().filter((span) => span.name === name).length;
}

function metricNames(receiver: Receiver): string[] {
  return receiver.requests
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => decodeMetrics(body).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .map(({ name }) => name)
    .sort();
}

describe('with a receiver', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.stop());

  const to = (env: Record<string, string>) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    ...env,
  });

  describe.each<Start>(['preload', 'code'])('%s', (start) => {
    test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      '%s loses nothing, and observable metrics are collected',
      async (signal) => {
        const result = await end(start, to({ WAY: 'wait' }), sendWhenReady(signal));
        expect(result).toMatchObject({ code: null, signal, stderr: '' });
        expect(spanCount(receiver)).toBe(50);
        expect(metricNames(receiver)).toEqual(kAllMetrics);
      },
    );

    test('a callback that never settles costs no spans', async () => {
      const env = to({ WAY: 'stuck', OTEL_NATIVE_EXIT_TIMEOUT: '1000' });
      await end(start, env, sendWhenReady('SIGTERM'));
      expect(spanCount(receiver)).toBe(50);
    });

    test('a natural end loses nothing, and observable metrics are collected', async () => {
      expect(await end(start, to({}))).toMatchObject({ code: 0, stderr: '' });
      expect(spanCount(receiver)).toBe(50);
      expect(metricNames(receiver)).toEqual(kAllMetrics);
    });

    test.each(['exit', 'throw'])('%s loses no spans and no counts', async (way) => {
      await end(start, to({ WAY: way }));
      expect(spanCount(receiver)).toBe(50);
      expect(metricNames(receiver)).toEqual(['counter']);
    });
  });

  test.each<[Record<string, string>]>([
    [{ OTEL_NATIVE_SIGNALS: 'none' }],
    [{ OPTIONS: '{"handleSignals":false}' }],
  ])('%j leaves signals alone', async (env) => {
    const result = await end('code', to({ WAY: 'wait', ...env }), sendWhenReady('SIGTERM'));
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM', stderr: '' });
    expect(receiver.requests).toEqual([]);
  });

  test('SIGTERM sends what running worker threads have ended', async () => {
    const env = to({ WAY: 'wait', WORKERS: '2' });
    const result = await end('preload', env, sendWhenReady('SIGTERM'));
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM', stderr: '' });
    expect(spanCount(receiver, 'span of a worker')).toBe(20);
  });

  test('the first process of a container lives on after a signal, and is traced on', async () => {
    const result = await end('preload', to({ WAY: 'first' }), {
      stdio: 'ipc',
      whenReady: (child) => {
        child.kill('SIGTERM');
        void receiver.arrived('/v1/traces').then(() => child.send('go on'));
      },
    });
    expect(result).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(spanCount(receiver)).toBe(50);
    expect(spanCount(receiver, 'after the signal')).toBe(5);
  });
});

/** Accepts connections and never answers. */
async function silentServer(): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

describe('a receiver of spans that never answers takes no time from the other signals', () => {
  let silent: Server;
  let receiver: Receiver;
  let env: Record<string, string>;
  beforeEach(async () => {
    const { port, server } = await silentServer();
    silent = server;
    receiver = await Receiver.start();
    env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/v1/traces`,
      LOGS: '100',
    };
  });
  afterEach(async () => {
    silent.close();
    await receiver.stop();
  });

  test.each(['normal', 'exit', 'throw'])('%s', async (way) => {
    const { stderr } = await end('preload', { ...env, WAY: way });
    expect(logsOf(receiver)).toHaveLength(100);
    expect(metricNames(receiver)).toEqual(way === 'normal' ? kAllMetrics : ['counter']);
    expect(stderr).toContain(
      'otel-native warn: 50 spans were not exported before the process exited',
    );
    expect(stderr).not.toMatch(/(log records|data points) were not/);
  });

  test('SIGTERM, also in worker threads', async () => {
    const result = await end(
      'preload',
      { ...env, WAY: 'wait', WORKERS: '2' },
      sendWhenReady('SIGTERM'),
    );
    expect(result.signal).toBe('SIGTERM');
    expect(logsOf(receiver)).toHaveLength(100);
    expect(new Set(metricNames(receiver))).toEqual(
      new Set([...kAllMetrics, 'counter.of.a.worker']),
    );
  });

  test('process.exit() while worker threads run', async () => {
    await end('preload', { ...env, WAY: 'exit', WORKERS: '2' });
    expect(logsOf(receiver)).toHaveLength(100);
    expect(metricNames(receiver)).toEqual([
      'counter',
      'counter.of.a.worker',
      'counter.of.a.worker',
    ]);
  });
});

describe('with a receiver that never answers, the end has one deadline', () => {
  /** Two waits in a row would take twice the time; the rest is a margin for a busy machine. */
  const kTimeoutMillis = 4_000;
  let silent: Server;
  let env: Record<string, string>;
  beforeEach(async () => {
    const { port, server } = await silentServer();
    silent = server;
    env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_NATIVE_EXIT_TIMEOUT: String(kTimeoutMillis),
    };
  });
  afterEach(() => void silent.close());

  test.each(['normal', 'exit'])('for spans and metrics together: %s', async (way) => {
    const { millis } = await timed(end('preload', { ...env, WAY: way }));
    expect(millis).toBeLessThan(2 * kTimeoutMillis);
  });

  test('for spans and metrics together: SIGTERM', async () => {
    const run = end('preload', { ...env, WAY: 'wait' }, sendWhenReady('SIGTERM'));
    expect((await timed(run)).millis).toBeLessThan(2 * kTimeoutMillis);
  });

  test('the first process of a container lives on after a signal, and counts what it cannot send', async () => {
    const variables = { OTEL_NATIVE_EXIT_TIMEOUT: '1000', OTEL_NATIVE_SUMMARY: '1' };
    const result = await end(
      'preload',
      { ...env, ...variables, WAY: 'first' },
      {
        stdio: 'ipc',
        whenReady: (child) => {
          // Nothing was sent yet: the flush of the signal connects first.
          silent.once('connection', () => child.send('go on'));
          child.kill('SIGTERM');
        },
      },
    );
    expect(result).toMatchObject({ code: 0, signal: null });
    expect(result.stderr).toContain('otel-native warn: 55 spans were not exported');
    expect(result.stderr).toContain('summary: 55 spans ended, 0 exported, 55 lost');
  });

  test.each(['normal', 'exit'])('for all threads together: %s', async (way) => {
    const { millis } = await timed(end('preload', { ...env, WAY: way, WORKERS: '4' }));
    expect(millis).toBeLessThan(2 * kTimeoutMillis);
  });
});

describe('whatever the protocol, the end has a deadline', () => {
  /** The official exporters alone take at least 10 s. */
  const kPromptMillis = 8_000;
  const protocols: Record<string, (port: number) => Record<string, string>> = {
    https: (port) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_CERTIFICATE: new SelfSigned('server').certPath,
    }),
    'http/json': (port) => ({
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    }),
    grpc: (port) => ({
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    }),
  };

  describe.each(Object.keys(protocols))('%s', (protocol) => {
    test.each(['refused', 'silent'])('%s', async (kind) => {
      const { port, server } = await silentServer();
      if (kind === 'refused') server.close();
      const env = { ...protocols[protocol]!(port), OTEL_NATIVE_EXIT_TIMEOUT: '1000' };
      const result = await timed(end('preload', { ...env, WAY: 'normal' }));
      server.close();
      expect(result.code).toBe(0);
      expect(result.millis).toBeLessThan(kPromptMillis);
    });
  });
});

test.each<Start>(['preload', 'code'])(
  'the last work of an application is not cut off: %s',
  async (start) => {
    const { port, server } = await silentServer();
    const result = await end(start, {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_NATIVE_EXIT_TIMEOUT: '500',
      WAY: 'cleanup',
    });
    server.close();
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('cleaned up') });
  },
);

test('a host that nobody knows does not hold up the end', async () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody-knows-this-host.invalid:4318',
    OTEL_NATIVE_EXIT_TIMEOUT: '60000',
  };
  const { code, millis } = await timed(end('preload', { ...env, WAY: 'exit' }));
  expect(code).toBe(0);
  expect(millis).toBeLessThan(30_000);
});
