import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const kSdkTrace = '@opentelemetry/sdk-trace';
const kOtlpProto = '@opentelemetry/exporter-trace-otlp-proto';

function run(args: string[], { hidden = [] as string[], broken = true, env = {} } = {}) {
  const preloads = broken ? ['--require', './break-dlopen.cjs'] : [];
  return runChild([...preloads, '--require', './hide-packages.cjs', ...args], {
    env: {
      HIDDEN_PACKAGES: hidden.join(','),
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      ...env,
    },
  });
}

const register = (preload: string, app: string, ending = 'normal') => [
  preload,
  '@otel-native/sdk/register',
  app,
  ending,
];

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe('where no binary loads', () => {
  test.each([
    ['--import', 'spans.mjs', 4],
    ['--require', 'spans.cjs', 3],
  ])(
    '%s: the official SDK sends the spans of %s, and it is said once',
    async (preload, app, spans) => {
      const { code, stderr } = await run(register(preload, app));
      expect(code).toBe(0);
      expect(countOf(stderr, '[OTEL_NATIVE_FALLBACK]')).toBe(1);
      expect(stderr).toContain('Using the official SDK');
      expect(receiver.spans()).toHaveLength(spans);
      expect(receiver.requests[0]!.headers['user-agent']).toContain(
        'OTel-OTLP-Exporter-JavaScript',
      );
    },
  );

  test('several NodeSDKs say it once together', async () => {
    const script = `
      const { NodeSDK } = require('@otel-native/sdk');
      for (const _ of [1, 2]) new NodeSDK().start();`;
    const { stderr } = await run(['-e', script]);
    expect(countOf(stderr, '[OTEL_NATIVE_FALLBACK]')).toBe(1);
  });

  test('sampling, limits and batching are those of the configuration', async () => {
    const env = { OTEL_TRACES_SAMPLER: 'always_off' };
    expect(await run(register('--import', 'spans.cjs'), { env })).toMatchObject({ code: 0 });
    expect(receiver.requests).toEqual([]);
    const batch = { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1' };
    await run(register('--import', 'spans.cjs'), { env: batch });
    expect(receiver.requests).toHaveLength(3);
  });

  test('a sink gets its batches from the official SDK', async () => {
    const { code, stdout, stderr } = await run(['sink.cjs']);
    expect(code).toBe(0);
    expect(stderr).toContain('[OTEL_NATIVE_FALLBACK]');
    expect(stdout).toBe('traces: 1 items, some bytes\nshut down\n');
  });

  test.each([[[kSdkTrace]], [[kOtlpProto]], [[kSdkTrace, kOtlpProto]]])(
    'without %j the application starts without traces',
    async (hidden) => {
      const { code, stderr } = await run(register('--import', 'spans.cjs'), { hidden });
      expect(code).toBe(0);
      expect(countOf(stderr, '[OTEL_NATIVE_FALLBACK]')).toBe(1);
      expect(stderr).toContain(`npm install ${hidden.join(' ')}\n`);
      expect(receiver.requests).toEqual([]);
    },
  );

  describe('logs', () => {
    const script = `require('@opentelemetry/api').logs.getLogger('shop').emit({ body: 'it' })`;
    const preload = ['--import', '@otel-native/sdk/register', '-e', script];
    const logRequests = () => receiver.requests.filter(({ path }) => path === '/v1/logs');

    test.each(['otlp', 'none'])(
      'the official SDK sends them, and it is said once: with traces to "%s"',
      async (traces) => {
        const { code, stderr } = await run(preload, { env: { OTEL_TRACES_EXPORTER: traces } });
        expect(code).toBe(0);
        expect(countOf(stderr, '[OTEL_NATIVE_FALLBACK]')).toBe(1);
        expect(stderr).toContain('Using the official SDK');
        expect(logRequests()).toHaveLength(1);
      },
    );

    test('nothing is said of them before the first log record', async () => {
      const env = { OTEL_TRACES_EXPORTER: 'none' };
      const { code, stderr } = await run([...preload.slice(0, -1), '0'], { env });
      expect([code, stderr]).toEqual([0, '']);
    });

    test.each(['@opentelemetry/sdk-logs', '@opentelemetry/exporter-logs-otlp-proto'])(
      'without %s the application runs without logs, and it is said',
      async (hidden) => {
        const { code, stderr } = await run(preload, { hidden: [hidden] });
        expect(code).toBe(0);
        expect(stderr).toMatch(new RegExp(`no logs are recorded: .*npm install ${hidden}`));
        expect(logRequests()).toEqual([]);
      },
    );
  });

  test('bad configuration is still told', async () => {
    const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke' };
    const { code, stderr } = await run(register('--import', 'spans.cjs'), { env });
    expect(code).toBe(0);
    expect(stderr).toContain(
      'the OTLP protocol for traces is "smoke" in OTEL_EXPORTER_OTLP_PROTOCOL, which is unknown',
    );
  });

  test('what needs no binary works without a word', async () => {
    const env = { OTEL_TRACES_EXPORTER: 'console' };
    const { code, stdout, stderr } = await run(register('--import', 'spans.cjs'), { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(countOf(stdout, "name: 'span ")).toBe(3);
  });
});

describe('what only the official exporters speak', () => {
  test('http/json', async () => {
    const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    const args = register('--import', 'spans.cjs');
    const { code, stderr } = await run(args, { env, broken: false });
    expect([code, stderr]).toEqual([0, '']);
    expect(receiver.requests[0]!.headers['content-type']).toBe('application/json');
    const { resourceSpans } = JSON.parse(receiver.requests[0]!.body.toString());
    expect(resourceSpans[0].scopeSpans[0].spans).toHaveLength(3);
  });

  test('SIGTERM flushes them too', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    };
    const args = register('--import', 'spans.cjs', 'wait');
    const whenReady = (child: { kill(signal: NodeJS.Signals): unknown }) =>
      void child.kill('SIGTERM');
    expect(await runChild(args, { env, whenReady })).toMatchObject({ signal: 'SIGTERM' });
    expect(receiver.requests).toHaveLength(1);
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, '@opentelemetry/exporter-trace-otlp-grpc'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, '@opentelemetry/exporter-trace-otlp-http'],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, '@opentelemetry/exporter-zipkin'],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, kSdkTrace],
  ])(
    '%j without %s: one line says what to install, and the application runs',
    async (env, missing) => {
      const args = register('--import', 'spans.cjs');
      const { code, stderr } = await run(args, { env, hidden: [missing], broken: false });
      expect(code).toBe(0);
      expect(countOf(stderr, '[ERR_OTEL_NATIVE_MISSING_PACKAGE]')).toBe(1);
      expect(stderr).toMatch(new RegExp(`npm install .*${missing}`));
    },
  );

  test('console without the official SDK is left out with a warning', async () => {
    const env = { OTEL_TRACES_EXPORTER: 'console', OTEL_LOG_LEVEL: 'warn' };
    const args = register('--import', 'spans.cjs');
    const { code, stdout, stderr } = await run(args, { env, hidden: [kSdkTrace], broken: false });
    expect(code).toBe(0);
    expect(stdout + stderr).toContain(`npm install ${kSdkTrace}`);
  });

  test('b3 without its package is left out with a warning', async () => {
    const env = { OTEL_PROPAGATORS: 'b3,tracecontext', OTEL_LOG_LEVEL: 'warn' };
    const args = register('--import', 'spans.cjs');
    const hidden = ['@opentelemetry/propagator-b3'];
    const { code, stdout, stderr } = await run(args, { env, hidden, broken: false });
    expect(code).toBe(0);
    expect(stdout + stderr).toContain('npm install @opentelemetry/propagator-b3');
  });
});
