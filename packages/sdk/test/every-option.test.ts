import { diag, trace } from '@opentelemetry/api';
import {
  NodeSDK,
  startNodeSdk,
  type NodeSDKConfiguration,
  type StartSdkOptions,
} from '@otel-native/sdk';
import { revoked, throwing } from 'test-support/unreadable';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';

beforeEach(() => setEnvironment({ OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }));
afterEach(resetProcess);

/** A wrong value for each option. A new option without one is a compiler error. */
type Wrong<Options> = Record<keyof Required<Options>, unknown>;

const nodeSdk = {
  addonDirectory: '/proc/nowhere',
  attributeLimits: 64,
  autoDetectResources: 'no',
  batch: 7,
  contextManager: 'async',
  exporter: 'otlp',
  exportOpenSpansAtExit: 1,
  handleSignals: 'none',
  idGenerator: {},
  instrumentations: 'all',
  loggerConfigurator: 'all',
  logRecordLimits: 128,
  logRecordProcessors: [{}],
  metricReaders: [{}],
  onLoss: 'log',
  plugins: [() => undefined],
  resource: { 'service.name': 'a' },
  resourceDetectors: ['host'],
  sampler: 'always_on',
  serviceName: 5,
  spanLimits: 128,
  spanProcessors: [{ onStart: true, onEnd: true }],
  spool: '/var/spool',
  systemMetrics: 'all',
  textMapPropagator: 'b3',
  traceExporter: {},
  views: ['a'],
} satisfies Wrong<NodeSDKConfiguration>;

const start = {
  addonDirectory: nodeSdk.addonDirectory,
  attributeLimits: nodeSdk.attributeLimits,
  baseResource: nodeSdk.resource,
  batch: nodeSdk.batch,
  exporter: nodeSdk.exporter,
  exportOpenSpansAtExit: nodeSdk.exportOpenSpansAtExit,
  handleSignals: nodeSdk.handleSignals,
  instrumentations: nodeSdk.instrumentations,
  loggerConfigurator: nodeSdk.loggerConfigurator,
  logLevel: 30,
  logRecordLimits: nodeSdk.logRecordLimits,
  logRecordProcessors: nodeSdk.logRecordProcessors,
  metricReaders: nodeSdk.metricReaders,
  plugins: nodeSdk.plugins,
  propagators: ['b3'],
  resourceAttributes: 'team=a',
  resourceDetectors: nodeSdk.resourceDetectors,
  sampler: nodeSdk.sampler,
  spanLimits: nodeSdk.spanLimits,
  spanProcessors: nodeSdk.spanProcessors,
  systemMetrics: nodeSdk.systemMetrics,
  views: nodeSdk.views,
} satisfies Wrong<StartSdkOptions>;

function isStarted(): boolean {
  return trace.getTracer('test').startSpan('span').isRecording();
}

describe('NodeSDK', () => {
  test.each(Object.entries(nodeSdk))('%s: %p is an error', (name, value) => {
    expect(() => new NodeSDK({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringMatching(`^${name} is .+: expected `),
      }),
    );
  });

  test.each([
    ['attributeLimits', 'attributeValueByteLimit', -1],
    ['batch', 'maxQueueSize', 1e300],
    ['batch', 'ringBytes', 5_000],
    ['spanLimits', 'linkCountLimit', NaN],
    ['spool', 'maxBytes', Infinity],
  ])('%s.%s: %p is an error', (group, name, value) => {
    expect(() => new NodeSDK({ [group]: { [name]: value } })).toThrow(
      `${group}.${name} is ${value}: expected`,
    );
  });

  test('names that are not known are a line each, said once', async () => {
    const log = collectDiagnostics();
    const sdk = new NodeSDK({
      servcieName: 'a',
      metricReader: {},
      batch: { maxQueSize: 1 },
      spanLimits: { atributeCountLimit: 1 },
      autoDetectResources: false,
      traceExporter: { export: () => undefined, shutdown: () => Promise.resolve() },
    } as Partial<NodeSDKConfiguration>);
    sdk.start();
    await sdk.shutdown();
    expect(log.filter((line) => line.includes('unknown'))).toEqual([
      'warn: unknown option batch.maxQueSize: did you mean batch.maxQueueSize?',
      'warn: unknown option spanLimits.atributeCountLimit: did you mean spanLimits.attributeCountLimit?',
      'warn: unknown option servcieName: did you mean serviceName?',
      'warn: unknown option metricReader: did you mean metricReaders?',
    ]);
  });

  test('with OTEL_SDK_DISABLED nothing is read', () => {
    setEnvironment({ OTEL_SDK_DISABLED: 'true' });
    expect(() => new NodeSDK({ sampler: 'always_on' as never }).start()).not.toThrow();
  });

  test('groups of system metrics and their options are checked', () => {
    const make = (systemMetrics: object) => () =>
      new NodeSDK({ autoDetectResources: false, systemMetrics }).start();
    expect(make({ eventLoopResolutionMillis: 0 })).toThrow(
      expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
    );
    expect(isStarted()).toBe(false);
  });
});

describe('startNodeSdk', () => {
  test.each(Object.entries(start))('%s: %p is said, and nothing is started', (name, value) => {
    const log = collectDiagnostics();
    // The start would otherwise replace the test's logger.
    const setLogger = jest.spyOn(diag, 'setLogger').mockReturnValue(true);
    startNodeSdk({ [name]: value });
    setLogger.mockRestore();
    expect(log).toEqual([
      expect.stringMatching(
        new RegExp(`^error: .* not started: ${name} is .+ \\(ERR_OTEL_NATIVE_INVALID_OPTION\\)$`),
      ),
    ]);
    expect(isStarted()).toBe(false);
  });
});

test.each<[string, object]>([
  ['a revoked proxy', revoked()],
  ['a getter that throws', throwing('sampler')],
  ['a revoked part', { batch: revoked() }],
  ['a part with a getter that throws', { spool: throwing('directory') }],
  ['a revoked processor', { spanProcessors: [revoked()] }],
])('%s is an error with a code', (_, options) => {
  const error = expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' });
  expect(() => new NodeSDK(options)).toThrow(error);
});

test.each([
  ['a revoked proxy', revoked()],
  ['a level that throws', throwing('logLevel')],
])('%s does not start, and does not throw', async (_, options) => {
  await startNodeSdk(options).shutdown();
  expect(isStarted()).toBe(false);
});
