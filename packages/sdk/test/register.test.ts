import { Receiver } from './support/receiver';
import { runChild, type ChildOptions } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const kPreloads = [
  ['--import', 'spans.cjs'],
  ['--import', 'spans.mjs'],
  ['--require', 'spans.cjs'],
  ['--require', 'spans.mjs'],
] as const;

function run(
  preload: string,
  app: string,
  ending: string,
  options: ChildOptions & { count?: number } = {},
) {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...options.env };
  const args = [preload, '@otel-native/sdk/register', app, ending, String(options.count ?? 3)];
  return runChild(args, { ...options, env });
}

const three = ['span 0', 'span 1', 'span 2'];
const expectedNames = (app: string) =>
  app.endsWith('.mjs') ? ['from an ES module', ...three] : three;

describe.each(kPreloads)('node %s @otel-native/sdk/register %s', (preload, app) => {
  test('a normal end', async () => {
    expect(await run(preload, app, 'normal')).toEqual({
      code: 0,
      signal: null,
      stdout: '',
      stderr: '',
    });
    expect(receiver.names()).toEqual(expectedNames(app));
  });

  test('process.exit()', async () => {
    expect(await run(preload, app, 'exit')).toMatchObject({ code: 7, stderr: '' });
    expect(receiver.names()).toEqual(expectedNames(app));
  });

  test('an uncaught exception', async () => {
    const { code, stderr } = await run(preload, app, 'throw');
    expect(code).toBe(1);
    expect(stderr).toContain('uncaught on purpose');
    expect(receiver.names()).toEqual(expectedNames(app));
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the process by itself', async (signal) => {
    const whenReady: ChildOptions['whenReady'] = (child) => child.kill(signal);
    expect(await run(preload, app, 'wait', { whenReady })).toMatchObject({ code: null, signal });
    expect(receiver.names()).toEqual(expectedNames(app));
  });
});

const kill: ChildOptions['whenReady'] = (child) => child.kill('SIGTERM');

test('an application that handles SIGTERM decides alone', async () => {
  const result = await run('--import', 'spans.cjs', 'handle', { whenReady: kill });
  expect(result).toMatchObject({ code: 5, signal: null });
  expect(result.stdout).toBe('ready\nhandled by the application\n');
  expect(receiver.names()).toEqual(three);
});

test.each([
  [{ OTEL_NATIVE_EXPORT_OPEN_SPANS_AT_EXIT: 'true' }, ['left open', ...three]],
  [{}, three],
])('spans that are open at SIGTERM, with %j: %j', async (env, names) => {
  const result = await run('--import', 'spans.cjs', 'open', { whenReady: kill, env });
  expect(result).toMatchObject({ code: null, signal: 'SIGTERM', stderr: '' });
  expect(receiver.names()).toEqual(names);
  const marks = receiver.spans().map(({ attributes }) => attributes['otel_native.unfinished']);
  expect(marks.filter(Boolean)).toHaveLength(names.length - three.length);
});

test('OTEL_NATIVE_EXIT_TIMEOUT bounds the wait for a silent server, and the loss is told', async () => {
  receiver.answers.push({ status: 200, instead: 'hang' });
  const env = { OTEL_NATIVE_EXIT_TIMEOUT: '300', OTEL_LOG_LEVEL: 'warn' };
  const result = await run('--import', 'spans.cjs', 'wait', { whenReady: kill, env });
  expect(result).toMatchObject({ code: null, signal: 'SIGTERM' });
  expect(result.stderr).toContain('3 spans were not exported before the process exited');
});

test('a listener of signal-exit only watches', async () => {
  const result = await run('--import', 'spans.cjs', 'watch', { whenReady: kill });
  expect(result).toMatchObject({ code: null, signal: 'SIGTERM' });
  expect(result.stdout).toBe('ready\nwatcher cleaned up\n');
  expect(receiver.names()).toEqual(three);
});

test('200 spans followed at once by process.exit() arrive', async () => {
  await run('--import', 'spans.cjs', 'exit', { count: 200 });
  expect(receiver.spans()).toHaveLength(200);
});

test('10,000 spans in one synchronous burst arrive', async () => {
  await run('--import', 'spans.cjs', 'normal', { count: 10_000 });
  expect(receiver.spans()).toHaveLength(10_000);
});

test('worker threads have their own pipeline', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  const result = await runChild(['--import', '@otel-native/sdk/register', 'worker.cjs'], { env });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const onWorker = 'on the worker thread';
  expect(receiver.names()).toEqual(['on the main thread', onWorker, onWorker]);
});

test('OTEL_* configure it', async () => {
  await run('--import', 'spans.cjs', 'normal', {
    env: {
      OTEL_SERVICE_NAME: 'shop',
      OTEL_NODE_RESOURCE_DETECTORS: 'env',
      OTEL_RESOURCE_ATTRIBUTES: 'team=a',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.endpoint}/custom/path`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
    },
  });
  expect(receiver.requests).toHaveLength(3);
  expect(receiver.requests[0]).toMatchObject({
    path: '/custom/path',
    headers: { 'content-type': 'application/x-protobuf', 'x-key': 'secret' },
  });
  expect(receiver.spans()[0]).toMatchObject({
    scope: 'application',
    resource: { 'service.name': 'shop', team: 'a', 'telemetry.sdk.language': 'nodejs' },
  });
});

test.each([
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_TRACES_EXPORTER: 'none' },
  { OTEL_TRACES_SAMPLER: 'always_off' },
])('%j sends nothing', async (env) => {
  const result = await run('--import', 'spans.cjs', 'normal', { env });
  expect(result).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  expect(receiver.requests).toEqual([]);
});

test('OTEL_LOG_LEVEL shows diagnostics', async () => {
  const env = { OTEL_LOG_LEVEL: 'warn', OTEL_PROPAGATORS: 'unheard-of' };
  const { stdout, stderr } = await run('--import', 'spans.cjs', 'normal', { env });
  expect(stdout + stderr).toContain('OTEL_PROPAGATORS names "unheard-of"');
});

test('a Collector that is down changes nothing for the application', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const result = await run('--import', 'spans.cjs', 'exit', { env });
  expect(result).toMatchObject({ code: 7, signal: null, stdout: '' });
  expect(result.stderr).toMatch(/^otel-native warn: 3 spans were not exported .*refused\n$/);
});

describe('two copies of the SDK in one process', () => {
  const twice = { NODE_OPTIONS: '--require ./register-copy.cjs' };

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it, and one recorded', async (signal) => {
    const whenReady: ChildOptions['whenReady'] = (child) => child.kill(signal);
    const result = await run('--import', 'spans.cjs', 'wait', { whenReady, env: twice });
    expect(result).toMatchObject({ code: null, signal });
    expect(receiver.names()).toEqual(three);
    expect(result.stderr).toMatch(/^otel-native warn: OpenTelemetry is already started by .*\n$/);
  });

  test('the preload is loaded once by --require and --import', async () => {
    const env = { NODE_OPTIONS: '--require @otel-native/sdk/register' };
    const result = await run('--import', 'spans.cjs', 'normal', { env });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.names()).toEqual(three);
  });

  test('the preload, and code in the other module format', async () => {
    const result = await runChild(['--import', '@otel-native/sdk/register', 'node-sdk.mjs'], {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_SERVICE_NAME: 'preloaded' },
    });
    expect(result).toMatchObject({ code: 0, signal: null });
    expect(result.stderr).toMatch(
      /^otel-native warn: OpenTelemetry is already started by the preload.*NodeSDK.*\n$/,
    );
    expect(receiver.spans()).toHaveLength(200);
    expect(receiver.spans()[0]!.resource).toMatchObject({ 'service.name': 'preloaded' });
  });
});
