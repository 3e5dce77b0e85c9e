import {
  ROOT_CONTEXT,
  context,
  defaultTextMapSetter,
  propagation,
  trace,
  type ContextManager,
  type Span,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK as OfficialNodeSDK } from '@opentelemetry/sdk-node';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanProcessor } from '@otel-native/native-core';
import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import { version } from '../package.json';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

// Configuration and environment have the same meaning as in the official SDK: both run the same tests.
describe.each([
  ['@otel-native/sdk', NodeSDK],
  ['@opentelemetry/sdk-node', OfficialNodeSDK as unknown as typeof NodeSDK],
])('%s', (_package, SDK) => {
  /** Starts an SDK and returns the spans that end. */
  function start(configuration: Partial<NodeSDKConfiguration> = {}): () => ReadableSpan[] {
    const ended: ReadableSpan[] = [];
    const processor: SpanProcessor = {
      onStart: () => undefined,
      onEnd: (span) => void ended.push(span as ReadableSpan),
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    new SDK({ autoDetectResources: false, spanProcessors: [processor], ...configuration }).start();
    return () => ended;
  }

  function record(name = 'span', work: (span: Span) => void = () => undefined): void {
    const span = trace.getTracer('test').startSpan(name);
    work(span);
    span.end();
  }

  describe('sampler', () => {
    test.each<[Record<string, string>, string]>([
      [{}, 'sampled'],
      [{ OTEL_TRACES_SAMPLER: 'always_on' }, 'sampled'],
      [{ OTEL_TRACES_SAMPLER: 'always_off' }, 'dropped'],
      [{ OTEL_TRACES_SAMPLER: 'parentbased_always_on' }, 'sampled'],
      [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 'dropped'],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, 'dropped'],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' }, 'sampled'],
      [
        { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
        'dropped',
      ],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio' }, 'sampled, error'],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' }, 'sampled, error'],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '-1' }, 'sampled, error'],
      [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'x' }, 'sampled, error'],
      [{ OTEL_TRACES_SAMPLER: 'toString' }, 'sampled, error'],
    ])('%j: a root span is %s', (variables, expected) => {
      setEnvironment(variables);
      const log = collectDiagnostics();
      const ended = start();
      record();
      const what = ended().length === 1 ? 'sampled' : 'dropped';
      const complaint = log.some((line) => /^error: .*OTEL_TRACES_SAMPLER/.test(line));
      expect(complaint ? `${what}, error` : what).toBe(expected);
    });

    test('the option wins over the environment', () => {
      setEnvironment({ OTEL_TRACES_SAMPLER: 'always_off' });
      const ended = start({
        sampler: { shouldSample: () => ({ decision: 2 }), toString: () => 'x' },
      });
      record();
      expect(ended()).toHaveLength(1);
    });
  });

  describe('span limits', () => {
    const overfill = (span: Span) => {
      const three = { a: 'aaaa', b: 'bbbb', c: 'cccc' };
      span.setAttributes(three);
      const link = { context: span.spanContext(), attributes: three };
      for (let count = 0; count < 3; count++) span.addEvent('e', three).addLink(link);
    };
    const kept = (span: ReadableSpan) => ({
      attributes: Object.keys(span.attributes).length,
      length: String(span.attributes['a']).length,
      events: span.events.length,
      eventAttributes: Object.keys(span.events[0]!.attributes!).length,
      links: span.links.length,
      linkAttributes: Object.keys(span.links[0]!.attributes!).length,
    });
    const all = {
      attributes: 3,
      length: 4,
      events: 3,
      eventAttributes: 3,
      links: 3,
      linkAttributes: 3,
    };

    test.each<[Record<string, string>, Partial<typeof all>]>([
      [{}, {}],
      [{ OTEL_ATTRIBUTE_COUNT_LIMIT: '1' }, { attributes: 1 }],
      [
        { OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '2', OTEL_ATTRIBUTE_COUNT_LIMIT: '1' },
        { attributes: 2 },
      ],
      [{ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '3' }, { length: 3 }],
      [
        { OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '3' },
        { length: 2 },
      ],
      [{ OTEL_SPAN_EVENT_COUNT_LIMIT: '2' }, { events: 2 }],
      [{ OTEL_SPAN_LINK_COUNT_LIMIT: '2' }, { links: 2 }],
      [{ OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '2' }, { eventAttributes: 2 }],
      [{ OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT: '1' }, { eventAttributes: 1 }],
      [{ OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '2' }, { linkAttributes: 2 }],
      [{ OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT: '1' }, { linkAttributes: 1 }],
      [{ OTEL_ATTRIBUTE_COUNT_LIMIT: 'many' }, {}],
    ])('%j keeps %j', (variables, changed) => {
      setEnvironment(variables);
      const ended = start();
      record('span', overfill);
      expect(kept(ended()[0]!)).toEqual({ ...all, ...changed });
    });

    test('the option wins over the environment, limit by limit', () => {
      setEnvironment({ OTEL_SPAN_EVENT_COUNT_LIMIT: '1', OTEL_SPAN_LINK_COUNT_LIMIT: '1' });
      const ended = start({ spanLimits: { eventCountLimit: 2 } });
      record('span', overfill);
      expect(kept(ended()[0]!)).toEqual({ ...all, events: 2, links: 1 });
    });
  });

  describe('propagators', () => {
    const injected = () => {
      const carrier: Record<string, string> = {};
      const span = trace.wrapSpanContext({
        traceId: '0af7651916cd43dd8448eb211c80319c',
        spanId: 'b7ad6b7169203331',
        traceFlags: 1,
      });
      const active = propagation.setBaggage(
        trace.setSpan(ROOT_CONTEXT, span),
        propagation.createBaggage({ key: { value: 'value' } }),
      );
      propagation.inject(active, carrier, defaultTextMapSetter);
      return Object.keys(carrier).sort();
    };

    test.each<[string | undefined, string[], string]>([
      [undefined, ['baggage', 'traceparent'], ''],
      ['tracecontext', ['traceparent'], ''],
      ['baggage', ['baggage'], ''],
      [' tracecontext , baggage,tracecontext', ['baggage', 'traceparent'], ''],
      ['b3', ['b3'], ''],
      ['b3multi', ['x-b3-sampled', 'x-b3-spanid', 'x-b3-traceid'], ''],
      ['b3,tracecontext', ['b3', 'traceparent'], ''],
      ['none', [], ''],
      ['tracecontext,none', [], ''],
      ['jaeger', [], 'jaeger'],
      ['jaeger,tracecontext', ['traceparent'], 'jaeger'],
    ])('OTEL_PROPAGATORS=%s injects %j', (value, expected, unknown) => {
      setEnvironment(value === undefined ? {} : { OTEL_PROPAGATORS: value });
      const log = collectDiagnostics();
      start();
      expect(injected()).toEqual(expected);
      const warnings = log.filter((line) => line.startsWith('warn'));
      expect(warnings).toHaveLength(unknown === '' ? 0 : 1);
      if (unknown !== '') expect(warnings[0]).toContain(`"${unknown}"`);
    });

    test('the option wins, and null registers none', () => {
      setEnvironment({ OTEL_PROPAGATORS: 'tracecontext' });
      start({ textMapPropagator: null });
      expect(injected()).toEqual([]);
    });
  });

  describe('resource', () => {
    const attributes = (configuration: Partial<NodeSDKConfiguration> = {}) => {
      const ended = start({ autoDetectResources: true, ...configuration });
      record();
      return ended()[0]!.resource.attributes;
    };

    test('every detector runs by default', () => {
      expect(Object.keys(attributes())).toEqual(
        expect.arrayContaining([
          'service.instance.id',
          'process.pid',
          'host.name',
          'os.type',
          'telemetry.sdk.name',
        ]),
      );
    });

    test.each([
      ['the distribution is named', {}, SDK === NodeSDK ? ['otel-native', version] : []],
      ['a resource that is given names its own', { resource: resourceFromAttributes({}) }, []],
    ])('%s', (_, configuration, expected) => {
      const found = Object.entries(attributes(configuration));
      const distribution = found.filter(([name]) => name.startsWith('telemetry.distro.'));
      expect(distribution.map(([, value]) => value)).toEqual(expected);
    });

    test('OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME', () => {
      setEnvironment({
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,team=a%20b',
        OTEL_SERVICE_NAME: 'mine',
      });
      expect(attributes()).toMatchObject({ 'service.name': 'mine', team: 'a b' });
    });

    test('serviceName wins over the environment, which wins over the resource that is given', () => {
      setEnvironment({ OTEL_SERVICE_NAME: 'from environment' });
      const resource = resourceFromAttributes({ 'service.name': 'given', region: 'eu' });
      expect(attributes({ resource })).toMatchObject({
        'service.name': 'from environment',
        region: 'eu',
      });
      resetProcess();
      setEnvironment({ OTEL_SERVICE_NAME: 'from environment' });
      expect(attributes({ resource, serviceName: 'option' })['service.name']).toBe('option');
    });

    test.each<[string, string[]]>([
      ['none', []],
      ['os', ['os']],
      ['env,process', ['process', 'team']],
      ['all', ['host', 'os', 'process', 'service.instance.id', 'team']],
      ['nonsense,os', ['os']],
    ])('OTEL_NODE_RESOURCE_DETECTORS=%s', (value, expected) => {
      setEnvironment({ OTEL_NODE_RESOURCE_DETECTORS: value, OTEL_RESOURCE_ATTRIBUTES: 'team=a' });
      const log = collectDiagnostics();
      const found = Object.keys(attributes({ resource: resourceFromAttributes({}) })).map((name) =>
        /^(host|os|process)\./.test(name) ? name.split('.')[0]! : name,
      );
      expect([...new Set(found)].sort()).toEqual(expected);
      expect(log.some((line) => line.includes('"nonsense"'))).toBe(value.includes('nonsense'));
    });

    test('resourceDetectors and autoDetectResources', () => {
      const resource = resourceFromAttributes({});
      const detector = { detect: () => ({ attributes: { mine: Promise.resolve('later') } }) };
      expect(attributes({ resource, autoDetectResources: false })).toEqual({});
      resetProcess();
      const ended = start({ resource, autoDetectResources: true, resourceDetectors: [detector] });
      record();
      const found = ended()[0]!.resource;
      return found.waitForAsyncAttributes!().then(() =>
        expect(found.attributes).toEqual({ mine: 'later' }),
      );
    });
  });

  describe('context manager', () => {
    test('keeps the active span through an await by default', async () => {
      start();
      const span = trace.getTracer('test').startSpan('active');
      await context.with(trace.setSpan(context.active(), span), async () => {
        await null;
        expect(trace.getActiveSpan()).toBe(span);
      });
    });

    test('the option is enabled and registered', () => {
      const own = {
        active: () => ROOT_CONTEXT,
        enable: jest.fn(() => own),
        disable: () => own,
      } as unknown as ContextManager;
      start({ contextManager: own });
      expect(own.enable).toHaveBeenCalledTimes(1);
    });

    test('null registers none', () => {
      start({ contextManager: null });
      const own = { active: () => ROOT_CONTEXT, disable: () => own } as unknown as ContextManager;
      expect(context.setGlobalContextManager(own)).toBe(true);
    });
  });

  test('idGenerator', () => {
    const traceId = '0123456789abcdef0123456789abcdef';
    const ended = start({
      idGenerator: { generateTraceId: () => traceId, generateSpanId: () => '0123456789abcdef' },
    });
    record();
    expect(ended()[0]!.spanContext()).toMatchObject({ traceId, spanId: '0123456789abcdef' });
  });

  test('instrumentations get the providers, nested arrays too', () => {
    const make = (enabled: boolean) => ({
      instrumentationName: 'own',
      instrumentationVersion: '1',
      enable: jest.fn(),
      disable: jest.fn(),
      setTracerProvider: jest.fn(),
      setMeterProvider: jest.fn(),
      setLoggerProvider: jest.fn(),
      setConfig: jest.fn(),
      getConfig: () => ({ enabled }),
    });
    const [enabled, disabled] = [make(true), make(false)];
    start({ instrumentations: [enabled, [disabled]] });
    for (const one of [enabled, disabled]) {
      expect(one.setTracerProvider).toHaveBeenCalledWith(trace.getTracerProvider());
      expect(one.setMeterProvider).toHaveBeenCalledTimes(1);
      expect(one.setLoggerProvider).toHaveBeenCalledTimes(1);
    }
    expect([enabled.enable.mock.calls.length, disabled.enable.mock.calls.length]).toEqual([0, 1]);
  });

  test('OTEL_SDK_DISABLED registers nothing', async () => {
    setEnvironment({ OTEL_SDK_DISABLED: 'true' });
    const ended = start();
    record();
    expect(ended()).toEqual([]);
    expect(context.setGlobalContextManager({ disable: () => undefined } as never)).toBe(true);
  });
});

test('a second start() is ignored with a warning', () => {
  const log = collectDiagnostics();
  const sdk = new NodeSDK({ autoDetectResources: false, spanProcessors: [] });
  sdk.start();
  sdk.start();
  expect(log.filter((line) => line.startsWith('warn'))).toEqual([
    'warn: NodeSDK.start() was called before: the call is ignored',
  ]);
});

test('shutdown() before start() and twice', async () => {
  const sdk = new NodeSDK();
  await sdk.shutdown();
  await sdk.shutdown();
});
