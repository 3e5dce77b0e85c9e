import {
  ROOT_CONTEXT,
  context,
  createContextKey,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  trace,
  type Context,
  type SpanContext,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { NodeSDK as OfficialNodeSDK } from '@opentelemetry/sdk-node';
import type { Span } from '@otel-native/native-core';
import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import { resetProcess, setEnvironment } from './support/environment';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

// Tests rows of the specification's compliance matrix that no other test covers; docs/conformance.md names them. Rows
// that the official SDK supports run against it too.

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

const kTraceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const kTraceId = '0af7651916cd43dd8448eb211c80319c';
const kParentId = 'b7ad6b7169203331';

const register = ['--import', '@otel-native/sdk/register'];

function extract(carrier: Record<string, string>): Context {
  return propagation.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
}

function inject(from: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(from, carrier, defaultTextMapSetter);
  return carrier;
}

describe.each([
  ['@otel-native/sdk', NodeSDK],
  ['@opentelemetry/sdk-node', OfficialNodeSDK as unknown as typeof NodeSDK],
])('%s', (_package, SDK) => {
  function start(configuration: Partial<NodeSDKConfiguration> = {}): void {
    const processor = {
      onStart: () => undefined,
      onEnd: () => undefined,
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    new SDK({ autoDetectResources: false, spanProcessors: [processor], ...configuration }).start();
  }

  const startSpan = (from?: Context) =>
    trace.getTracer('test').startSpan('span', {}, from) as unknown as Span;

  test('the active span is found, is the parent below it, and is as before after it', async () => {
    start();
    const tracer = trace.getTracer('test');
    expect(trace.getActiveSpan()).toBeUndefined();
    expect(startSpan().parentSpanContext).toBeUndefined();
    await tracer.startActiveSpan('outer', async (outer) => {
      expect(trace.getActiveSpan()).toBe(outer);
      tracer.startActiveSpan('inner', (inner) => {
        expect(trace.getActiveSpan()).toBe(inner);
        expect((inner as unknown as Span).parentSpanContext).toEqual(outer.spanContext());
      });
      await null;
      expect(trace.getActiveSpan()).toBe(outer);
      expect(startSpan().parentSpanContext).toEqual(outer.spanContext());
    });
    expect(trace.getActiveSpan()).toBeUndefined();
    context.with(trace.setSpan(context.active(), startSpan()), () =>
      expect(startSpan().parentSpanContext).toBeDefined(),
    );
  });

  describe('W3C trace context', () => {
    test('a span context that was extracted is remote, one of our own is not', () => {
      start();
      const child = startSpan(extract({ traceparent: kTraceparent }));
      const grandchild = startSpan(trace.setSpan(ROOT_CONTEXT, child));
      expect(child.parentSpanContext).toMatchObject({ spanId: kParentId, isRemote: true });
      expect(child.spanContext()).toMatchObject({ traceId: kTraceId, traceFlags: 1 });
      expect([child.spanContext().isRemote, grandchild.parentSpanContext?.isRemote]).toEqual([
        undefined,
        undefined,
      ]);
    });

    test('traceparent and tracestate go through unchanged', () => {
      start();
      const tracestate = 'rojo=00f067aa0ba902b7,congo@x=t61rcWkgMzE';
      const received = extract({ traceparent: kTraceparent, tracestate });
      expect(inject(received)).toEqual({ traceparent: kTraceparent, tracestate });
      const child = startSpan(received);
      expect(inject(trace.setSpan(ROOT_CONTEXT, child))).toEqual({
        traceparent: `00-${kTraceId}-${child.spanContext().spanId}-01`,
        tracestate,
      });
    });

    test.each([
      [kTraceparent, 'continued'],
      [kTraceparent.replace(/01$/, '00'), 'continued'],
      [kTraceparent.replace(/^00/, 'cc'), 'continued'],
      [`${kTraceparent.replace(/^00/, 'cc')}-more`, 'continued'],
      [kTraceparent.replace(/^00/, 'ff'), 'ignored'],
      [`${kTraceparent}-more`, 'ignored'],
      [kTraceparent.replace(kTraceId, '0'.repeat(32)), 'ignored'],
      [kTraceparent.replace(kParentId, '0'.repeat(16)), 'ignored'],
      [kTraceparent.toUpperCase(), 'ignored'],
      ['', 'ignored'],
    ])('traceparent "%s" is %s', (traceparent, expected) => {
      start();
      const span = startSpan(extract({ traceparent }));
      const { traceId } = span.spanContext();
      expect(traceId === kTraceId ? 'continued' : 'ignored').toBe(expected);
    });
  });

  test('baggage goes through the field "baggage"', () => {
    start();
    const received = extract({ baggage: 'user=J%C3%BCrgen;private,tier=gold' });
    const entries = propagation.getBaggage(received)!.getAllEntries();
    expect(entries.map(([key, { value }]) => [key, value])).toEqual([
      ['user', 'Jürgen'],
      ['tier', 'gold'],
    ]);
    expect(inject(received)).toEqual({ baggage: 'user=J%C3%BCrgen;private,tier=gold' });
    const own = propagation.createBaggage({ own: { value: 'a b' } });
    expect(inject(propagation.setBaggage(ROOT_CONTEXT, own))).toEqual({ baggage: 'own=a%20b' });
    const seen = context.with(received, () => propagation.getActiveBaggage()?.getEntry('tier'));
    expect(seen?.value).toBe('gold');
  });

  describe('propagators', () => {
    test.each([
      ['tracecontext,baggage', ['baggage', 'traceparent', 'tracestate']],
      ['b3', ['b3']],
      [
        'b3multi',
        ['x-b3-flags', 'x-b3-parentspanid', 'x-b3-sampled', 'x-b3-spanid', 'x-b3-traceid'],
      ],
      ['none', []],
    ])('OTEL_PROPAGATORS=%s sets the fields %j', (names, fields) => {
      setEnvironment({ OTEL_PROPAGATORS: names });
      start();
      expect(propagation.fields().sort()).toEqual(fields);
    });

    test.each<[string, Record<string, string>]>([
      ['b3', { b3: `${kTraceId}-${kParentId}-1` }],
      ['b3multi', { 'x-b3-traceid': kTraceId, 'x-b3-spanid': kParentId, 'x-b3-sampled': '1' }],
      ['b3', { 'x-b3-traceid': kTraceId, 'x-b3-spanid': kParentId, 'x-b3-sampled': '1' }],
      ['tracecontext', { traceparent: kTraceparent }],
    ])('OTEL_PROPAGATORS=%s: %j is extracted', (names, carrier) => {
      setEnvironment({ OTEL_PROPAGATORS: names });
      start();
      const expected: SpanContext = {
        traceId: kTraceId,
        spanId: kParentId,
        traceFlags: 1,
        isRemote: true,
      };
      expect(trace.getSpanContext(extract(carrier))).toEqual(expected);
    });

    test('a propagator of the application’s own is given carrier, setter and getter', () => {
      const key = createContextKey('tenant');
      const textMapPropagator: TextMapPropagator = {
        inject: (from, carrier, setter) =>
          setter.set(carrier, 'tenant', String(from.getValue(key))),
        extract: (to, carrier, getter) =>
          to.setValue(
            key,
            getter.keys(carrier).map((name) => `${name}=${String(getter.get(carrier, name))}`),
          ),
        fields: () => ['tenant'],
      };
      start({ textMapPropagator });
      const carrier = new Map<string, string>();
      propagation.inject(ROOT_CONTEXT.setValue(key, 'acme'), carrier, {
        set: (map, name, value) => void map.set(name.toUpperCase(), value),
      });
      expect([...carrier]).toEqual([['TENANT', 'acme']]);
      const extracted = propagation.extract(ROOT_CONTEXT, carrier, {
        keys: (map) => [...map.keys()],
        get: (map, name) => map.get(name),
      });
      expect(extracted.getValue(key)).toEqual(['TENANT=acme']);
      expect(propagation.fields()).toEqual(['tenant']);
    });
  });

  describe('resource', () => {
    const resourceOf = (configuration: Partial<NodeSDKConfiguration>): Resource => {
      start(configuration);
      return startSpan().resource;
    };

    test('the default resource names an unknown service and the SDK', () => {
      const { attributes } = resourceOf({});
      expect(attributes).toMatchObject({
        'service.name': expect.stringMatching(/^unknown_service:.*node/),
        'telemetry.sdk.language': 'nodejs',
        'telemetry.sdk.name': expect.any(String),
        'telemetry.sdk.version': expect.any(String),
      });
    });

    test('what is detected is merged over what is given, whose schema URL stays', () => {
      const schemaUrl = 'https://example.test/given';
      const found = resourceOf({
        autoDetectResources: true,
        resource: resourceFromAttributes({ a: 'given', b: 'given' }, { schemaUrl }),
        resourceDetectors: [{ detect: () => ({ attributes: { b: 'detected' } }) }],
      });
      expect(found.attributes).toEqual({ a: 'given', b: 'detected' });
      expect(found.schemaUrl).toBe(schemaUrl);
    });
  });
});

test('environment variables carry a context into another process', async () => {
  const receiver = await Receiver.start();
  new NodeSDK({ autoDetectResources: false, spanProcessors: [] }).start();
  const parent = trace.wrapSpanContext({ traceId: kTraceId, spanId: kParentId, traceFlags: 1 });
  const env: Record<string, string> = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  propagation.inject(trace.setSpan(ROOT_CONTEXT, parent), env, {
    set: (variables, name, value) => void (variables[name.toUpperCase()] = value),
  });
  expect(env).toHaveProperty('TRACEPARENT', kTraceparent);
  const script = `
    const { ROOT_CONTEXT, propagation, trace } = require('@opentelemetry/api');
    const getter = { keys: Object.keys, get: (env, name) => env[name.toUpperCase()] };
    const parent = propagation.extract(ROOT_CONTEXT, process.env, getter);
    trace.getTracer('child').startSpan('in the child', {}, parent).end();`;
  expect(await runChild([...register, '-e', script], { env })).toMatchObject({ code: 0 });
  const spans = receiver.spans();
  await receiver.stop();
  expect(spans).toMatchObject([
    { name: 'in the child', traceId: kTraceId, parentSpanId: kParentId },
  ]);
});
