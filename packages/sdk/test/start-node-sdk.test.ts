import {
  ROOT_CONTEXT,
  context,
  diag,
  metrics,
  propagation,
  trace,
  type DiagLogger,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { emptyResource, resourceFromAttributes } from '@opentelemetry/resources';
import { startNodeSdk as startOfficial } from '@opentelemetry/sdk-node';
import { AlwaysOffSampler, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { OtlpSink } from '@otel-native/api-bridge';
import { startNodeSdk, type NodeSdk, type StartSdkOptions } from '@otel-native/sdk';
import { resetProcess, setEnvironment } from './support/environment';

let said: string[];
let started: NodeSdk | undefined;

beforeEach(() => {
  setEnvironment({});
  said = [];
  // The API captures the console's functions when it is loaded, too early for a test to replace them.
  const setLogger = diag.setLogger.bind(diag);
  jest
    .spyOn(diag, 'setLogger')
    .mockImplementation((_logger, options) => setLogger(collector(), options as never));
});
afterEach(async () => {
  await started?.shutdown();
  resetProcess();
  jest.restoreAllMocks();
});

function collector(): DiagLogger {
  const log = (level: string) => (message: string) => void said.push(`${level}: ${message}`);
  return {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    verbose: log('verbose'),
  };
}

describe.each<[string, (options?: StartSdkOptions) => NodeSdk]>([
  ['@otel-native/sdk', startNodeSdk],
  ['@opentelemetry/sdk-node', startOfficial as (options?: StartSdkOptions) => NodeSdk],
])('startNodeSdk of %s', (_package, start) => {
  /** Starts with the options and returns the spans that end. */
  function startRecording(options: StartSdkOptions = {}): ReadableSpan[] {
    const ended: ReadableSpan[] = [];
    const processor: SpanProcessor = {
      onStart: () => undefined,
      onEnd: (span) => void ended.push(span),
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    started = start({ spanProcessors: [processor as never], ...options });
    trace
      .getTracer('test')
      .startSpan('span', { attributes: { one: 1, two: 2 } })
      .end();
    return ended;
  }

  function injected(): string[] {
    const carrier: Record<string, string> = {};
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    const baggage = propagation.createBaggage({ key: { value: 'value' } });
    const active = propagation.setBaggage(ROOT_CONTEXT, baggage);
    propagation.inject(trace.setSpanContext(active, spanContext), carrier);
    return Object.keys(carrier).sort();
  }

  test('without options: context and propagation are there', () => {
    startRecording();
    expect(injected()).toEqual(['baggage', 'traceparent']);
    const key = Symbol('key');
    expect(context.with(ROOT_CONTEXT.setValue(key, 1), () => context.active().getValue(key))).toBe(
      1,
    );
  });

  test.each<[TextMapPropagator[], string[]]>([
    [[], []],
    [[new W3CBaggagePropagator()], ['baggage']],
    [
      [new W3CBaggagePropagator(), new W3CTraceContextPropagator()],
      ['baggage', 'traceparent'],
    ],
  ])('propagators win over the environment', (propagators, expected) => {
    setEnvironment({ OTEL_PROPAGATORS: 'b3' });
    startRecording({ propagators });
    expect(injected()).toEqual(expected);
  });

  test('propagators that are no array: nothing is started', () => {
    expect(startRecording({ propagators: 'b3' as never })).toEqual([]);
    expect(injected()).toEqual([]);
    expect(said).toContainEqual(expect.stringMatching(/^error: .*propagators/));
  });

  test('resource: base, detectors, environment, then the attributes', () => {
    setEnvironment({ OTEL_RESOURCE_ATTRIBUTES: 'b=environment,c=environment,d=environment' });
    const [span] = startRecording({
      baseResource: resourceFromAttributes({ a: 'base', b: 'base' }),
      resourceDetectors: [{ detect: () => ({ attributes: { b: 'detected', c: 'detected' } }) }],
      resourceAttributes: { d: 'given' },
    });
    expect(span!.resource.attributes).toEqual({
      a: 'base',
      b: 'environment',
      c: 'environment',
      d: 'given',
    });
  });

  test('an empty base and no detectors leave nothing', () => {
    const [span] = startRecording({ baseResource: emptyResource(), resourceDetectors: [] });
    expect(span!.resource.attributes).toEqual({});
  });

  test('sampler and spanLimits win over the environment', async () => {
    setEnvironment({ OTEL_TRACES_SAMPLER: 'always_on', OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '2' });
    const [span] = startRecording({ spanLimits: { attributeCountLimit: 1 } });
    expect(span!.attributes).toEqual({ one: 1 });
    await started!.shutdown();
    for (const api of [trace, context, propagation, diag]) api.disable();
    expect(startRecording({ sampler: new AlwaysOffSampler() })).toEqual([]);
  });

  test('spanProcessors that are empty register no provider', () => {
    start({ spanProcessors: [] });
    expect(trace.getTracer('test').startSpan('span').isRecording()).toBe(false);
    expect(injected()).toEqual(['baggage', 'traceparent']);
  });

  test('instrumentations get the providers', () => {
    const setTracerProvider = jest.fn();
    const own = {
      instrumentationName: 'own',
      instrumentationVersion: '1',
      enable: () => undefined,
      disable: () => undefined,
      setTracerProvider,
      setMeterProvider: () => undefined,
      setConfig: () => undefined,
      getConfig: () => ({ enabled: true }),
    };
    startRecording({ instrumentations: [[own]] });
    expect(setTracerProvider).toHaveBeenCalledWith(trace.getTracerProvider());
    expect(metrics.getMeterProvider()).toBeDefined();
  });

  test.each([
    [undefined, {}, true],
    ['error', {}, false],
    [undefined, { OTEL_LOG_LEVEL: 'none' }, false],
    ['warn', { OTEL_LOG_LEVEL: 'none' }, true],
  ])('logLevel %s and %j: warnings are shown: %s', (logLevel, variables, shown) => {
    setEnvironment({ OTEL_PROPAGATORS: 'unheard-of', ...variables } as Record<string, string>);
    startRecording(logLevel === undefined ? {} : { logLevel });
    expect(said.some((line) => /^warn: .*unheard-of/.test(line))).toBe(shown);
  });
});

test('exporter, batch and plugins', async () => {
  const batches: number[] = [];
  const exporter: OtlpSink = {
    name: 'own',
    exportOtlp: async ({ itemCount }) => {
      batches.push(itemCount);
      return { status: 'ok' };
    },
    shutdown: () => Promise.resolve(),
  };
  const events: string[] = [];
  const plugin = {
    name: 'own',
    start: () => void events.push('start'),
    shutdown: async () => void events.push('stop'),
  };
  started = startNodeSdk({ exporter, batch: { maxExportBatchSize: 1 }, plugins: [plugin] });
  for (const name of ['one', 'two']) trace.getTracer('test').startSpan(name).end();
  await started.shutdown();
  expect([batches, events]).toEqual([
    [1, 1],
    ['start', 'stop'],
  ]);
});

test('what NodeSDK throws is said, and nothing is started', async () => {
  setEnvironment({ OTEL_NATIVE_SYSTEM_METRICS: 'smoke' });
  const sdk = startNodeSdk();
  expect(said).toContainEqual(expect.stringMatching(/^error: .*"smoke"/));
  expect(trace.getTracer('test').startSpan('span').isRecording()).toBe(false);
  await sdk.shutdown();
});
