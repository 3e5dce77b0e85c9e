import {
  ROOT_CONTEXT,
  logs,
  metrics,
  trace,
  type LoggerProvider as ApiLoggerProvider,
} from '@opentelemetry/api';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { openLineSink } from '@otel-native/api-bridge/log-lines';
import { createLoggerConfigurator } from '@otel-native/native-core/logs';
import { NodeSDK, startNodeSdk, stats } from '@otel-native/sdk';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';
import { logsOf } from './support/logs';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

/** Where `@opentelemetry/api-logs` finds its provider. */
const kOlderApi = Symbol.for('io.opentelemetry.js.api.logs');
const shared = globalThis as unknown as Record<symbol, undefined | ProviderOf>;
type ProviderOf = (version: number) => ApiLoggerProvider;

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
  const { endpoint } = receiver;
  setEnvironment({ OTEL_LOGS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
});
afterEach(async () => {
  resetProcess();
  logs.disable();
  metrics.disable();
  delete shared[kOlderApi];
  await receiver.stop();
});

const bodies = () => logsOf(receiver).map(({ body }) => body?.stringValue);
const emit = (body: string) => logs.getLogger('shop').emit({ body });

test('log records go through the native threads with the ids of their span, and are counted', async () => {
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  const logger = logs.getLogger('shop');
  expect(sdk.logStats()).toBeUndefined();
  expect(logger.enabled()).toBe(true);
  const traceId = trace.getTracer('shop').startActiveSpan('GET /', (span) => {
    logger.emit({ body: 'inside', severityText: 'notice' });
    span.end();
    return span.spanContext().traceId;
  });
  await sdk.forceFlush();
  const [record] = logsOf(receiver);
  expect(record).toMatchObject({ body: { stringValue: 'inside' }, severityText: 'notice' });
  expect(Buffer.from(record!.traceId!, 'base64').toString('hex')).toBe(traceId);
  expect(stats()?.logs).toMatchObject({ ended: 1, exported: 1, queued: 0 });
  emit('last');
  await sdk.shutdown();
  expect(bodies()).toEqual(['inside', 'last']);
  logger.emit({ body: 'too late' });
  expect(logger.enabled()).toBe(false);
});

test('finished lines of a logger go to the native threads as they are', async () => {
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  const sink = openLineSink(
    logs.getLoggerProvider(),
    { name: 'lines', version: '1.0.0' },
    { messageKey: 'msg', errorKey: 'err', time: 'millis' },
  );
  sink!.write(9, 'info', '{"time":1,"msg":"order placed"}\n', ROOT_CONTEXT);
  await sdk.shutdown();
  expect(logsOf(receiver)).toMatchObject([{ body: { stringValue: 'order placed' } }]);
});

test('the older logs API leads to the same provider', async () => {
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  shared[kOlderApi]!(1).getLogger('winston').emit({ body: 'older' });
  shared[kOlderApi]!(2).getLogger('winston').emit({ body: 'of another API' });
  await sdk.shutdown();
  expect(bodies()).toEqual(['older']);
});

test('a provider that the application has registered stays', async () => {
  const exporter = new InMemoryLogRecordExporter();
  const own = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  logs.setGlobalLoggerProvider(own);
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  emit('own');
  expect(shared[kOlderApi]).toBeUndefined();
  await sdk.shutdown();
  expect(exporter.getFinishedLogRecords().map(({ body }) => body)).toEqual(['own']);
  expect(bodies()).toEqual([]);
});

test('options of logs', async () => {
  const exporter = new InMemoryLogRecordExporter();
  const loggerConfigurator = createLoggerConfigurator([
    { pattern: 'noisy', config: { enabled: false } },
  ]);
  const sdk = startNodeSdk({
    resourceDetectors: [],
    logRecordProcessors: [new SimpleLogRecordProcessor({ exporter })],
    logRecordLimits: { attributeCountLimit: 1 },
    loggerConfigurator,
  });
  logs.getLogger('noisy').emit({ body: 'noise' });
  logs.getLogger('shop').emit({ body: 'kept', attributes: { a: 1, b: 2 } });
  const [record, ...more] = exporter.getFinishedLogRecords();
  expect(more).toEqual([]);
  expect(record).toMatchObject({ body: 'kept', attributes: { a: 1 }, droppedAttributesCount: 1 });
  await sdk.shutdown();
  expect(bodies()).toEqual([]);
});

test.each<[object, string]>([
  [{ logRecordLimits: { attributeCountLimit: 'x' } }, 'attributeCountLimit'],
  [{ logRecordProcessors: [{}] }, 'logRecordProcessors'],
  [{ loggerConfigurator: 1 }, 'loggerConfigurator'],
])('%j is an error at the start', (options, name) => {
  expect(() => new NodeSDK(options).start()).toThrow(name);
  expect(logs.getLogger('shop').enabled()).toBe(false);
});

test.each([{ logRecordProcessors: [] }, { OTEL_LOGS_EXPORTER: 'otlp,none' }])(
  '%j registers no provider',
  async ({ OTEL_LOGS_EXPORTER: names, ...options }) => {
    if (names !== undefined) process.env['OTEL_LOGS_EXPORTER'] = names;
    const sdk = new NodeSDK({ autoDetectResources: false, ...options });
    sdk.start();
    expect(logs.getLogger('shop').enabled()).toBe(false);
    await sdk.shutdown();
  },
);

test('an unknown exporter is a warning in the official words', async () => {
  const messages = collectDiagnostics();
  process.env['OTEL_LOGS_EXPORTER'] = 'otlp,unheard-of';
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  emit('it');
  await sdk.shutdown();
  expect(bodies()).toEqual(['it']);
  expect(messages).toContain(
    'warn: Unsupported OTEL_LOGS_EXPORTER value: "unheard-of". Supported values are: otlp, console, none.',
  );
});

test('startNodeSdk has the words of the official startNodeSdk', async () => {
  const env = { OTEL_LOGS_EXPORTER: 'unheard-of', OTEL_TRACES_EXPORTER: 'none' };
  const said = [];
  for (const packageName of ['@opentelemetry/sdk-node', '@otel-native/sdk']) {
    const script = `void require('${packageName}').startNodeSdk({ resourceDetectors: [] }).shutdown()`;
    const { stdout, stderr } = await runChild(['-e', script], { env });
    said.push(/Unsupported exporter name in OTEL_LOGS_EXPORTER.*/.exec(stdout + stderr)?.[0]);
  }
  expect(said[0]).toContain('unheard-of');
  expect(said[1]).toBe(said[0]);
});

test.each([
  ['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  ['OTEL_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT'],
])('%s limits log records, %s does not', async (name, other) => {
  Object.assign(process.env, { [name]: '1', [other]: '3' });
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  logs.getLogger('shop').emit({ body: 'it', attributes: { a: 1, b: 2 } });
  await sdk.shutdown();
  const [record] = logsOf(receiver);
  expect(record?.attributes?.map(({ key }) => key)).toEqual(['a']);
  expect(record?.droppedAttributesCount).toBe(1);
});

test.each(['NodeSDK', 'startNodeSdk'])('a limit of 0 is honoured by %s', async (way) => {
  process.env['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT'] = '0';
  const options = { resourceDetectors: [] };
  const sdk = way === 'NodeSDK' ? new NodeSDK(options) : startNodeSdk(options);
  if (sdk instanceof NodeSDK) sdk.start();
  logs.getLogger('shop').emit({ body: 'it', attributes: { a: 1 } });
  await sdk.shutdown();
  expect(logsOf(receiver)).toEqual([
    expect.not.objectContaining({ attributes: expect.anything() }),
  ]);
  expect(logsOf(receiver)[0]?.droppedAttributesCount).toBe(1);
});

test.each(['OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'])(
  '%s cuts attributes of log records',
  async (name) => {
    process.env[name] = '2';
    const sdk = new NodeSDK({ autoDetectResources: false });
    sdk.start();
    logs.getLogger('shop').emit({ body: 'long', attributes: { a: 'long' } });
    await sdk.shutdown();
    const [record] = logsOf(receiver);
    expect(record).toMatchObject({
      body: { stringValue: 'long' },
      attributes: [{ key: 'a', value: { stringValue: 'lo' } }],
    });
  },
);

const kProgram = `
  const { logs } = require('@opentelemetry/api');
  for (let i = 0; i < 1_000; i += 1) logs.getLogger('shop').emit({ body: 'log ' + i });`;

function run(code: string, env: Record<string, string> = {}, ...preloads: string[]) {
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_NATIVE_SUMMARY: '1' };
  return runChild([...preloads, '--import', '@otel-native/sdk/register', '-e', code], {
    env: { ...variables, ...env },
  });
}

test.each([
  ['the normal end', ''],
  ['exit', 'process.exit(0)'],
  ['an uncaught error', 'throw new Error("thrown")'],
  ['SIGTERM', 'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1_000)'],
])('under the preload, %s loses no log record', async (_end, code) => {
  const { stderr } = await run(`${kProgram}; ${code}`);
  expect(new Set(bodies()).size).toBe(1_000);
  expect(stderr).toContain('1000 log records ended, 1000 exported, 0 lost');
});

test.each<[Record<string, string>, string, ...string[]]>([
  [{ OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/json' }, 'application/json'],
  [{}, 'application/x-protobuf', '--require', './break-dlopen.cjs'],
])('official processors take over: %j', async (env, type, ...preloads) => {
  const { code } = await run(`${kProgram}; setTimeout(() => {}, 500)`, env, ...preloads);
  expect(code).toBe(0);
  const requests = receiver.requests.filter(({ path }) => path === '/v1/logs');
  expect(requests.length).toBeGreaterThan(0);
  expect(requests[0]?.headers['content-type']).toBe(type);
});

test('console and otlp together', async () => {
  const { code, stdout } = await run(kProgram, { OTEL_LOGS_EXPORTER: 'console,otlp' });
  expect(code).toBe(0);
  expect(stdout).toContain("body: 'log 999'");
  expect(bodies()).toHaveLength(1_000);
});

test('the files of logs are loaded with the first log record', async () => {
  const script = `
    const parts = () => Object.keys(require.cache).filter((path) => /native-core.dist.logs/.test(path));
    const logger = require('@opentelemetry/api').logs.getLogger('first');
    console.log(parts().length);
    logger.emit({ body: 'it' });
    console.log(parts().length);`;
  expect(await run(script)).toMatchObject({ code: 0, stdout: '0\n1\n' });
});
