import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  TraceFlags,
  diag,
  isSpanContextValid,
  trace,
  type SpanContext,
} from '@opentelemetry/api';
import { ExportResultCode, suppressTracing } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { collectDiagnostics } from './support/diagnostics';

// Rows of the specification's compliance matrix that no other test shows; docs/conformance.md names them.

afterEach(() => diag.disable());

/** What `observe` gives with the official SDK, after it gave the same with ours. */
function sameInBoth<T>(observe: (sdk: typeof native) => T): T {
  const ours = observe(native);
  expect(ours).toEqual(observe(official as unknown as typeof native));
  return ours;
}

const remote: SpanContext = {
  traceId: '1'.repeat(32),
  spanId: '2'.repeat(16),
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
};

test('schema URLs of resource and scope are in the request', async () => {
  const exporter = new CollectingSink();
  const schemaUrl = 'https://example.test/resource';
  const resource = resourceFromAttributes({ 'service.name': 'shop' }, { schemaUrl });
  const provider = new native.TracerProvider({ exporter, resource });
  provider.getTracer('with', '1', { schemaUrl: 'https://example.test/scope' }).startSpan('a').end();
  provider.getTracer('without', '1').startSpan('b').end();
  await provider.shutdown();
  expect(
    exporter.spans().map(({ name, scope, resource }) => [name, scope, resource.schemaUrl]),
  ).toEqual([
    ['a', { name: 'with', version: '1', schemaUrl: 'https://example.test/scope' }, schemaUrl],
    ['b', { name: 'without', version: '1', schemaUrl: '' }, schemaUrl],
  ]);
});

test('validity of a span context is judged as in the official SDK', () => {
  const contexts: SpanContext[] = [
    remote,
    { ...remote, traceId: '0'.repeat(32) },
    { ...remote, spanId: '0'.repeat(16) },
    { ...remote, traceId: '1'.repeat(31) },
    { ...remote, spanId: 'x'.repeat(16) },
    { ...remote, traceId: 'AB'.repeat(16) },
  ];
  const continued = sameInBoth(({ TracerProvider }) => {
    const tracer = new TracerProvider().getTracer('t');
    return contexts.map((parent) => {
      const child = tracer.startSpan('s', {}, trace.setSpanContext(ROOT_CONTEXT, parent));
      const context = child.spanContext();
      return [isSpanContextValid(context), context.traceId === parent.traceId];
    });
  });
  expect(continued).toEqual([
    [true, true],
    [true, false],
    [true, false],
    [true, false],
    [true, false],
    [true, true],
  ]);
});

test('a parent is taken from the context, never from the options', () => {
  const found = sameInBoth(({ TracerProvider }) => {
    const tracer = new TracerProvider().getTracer('t');
    const parent = tracer.startSpan('parent');
    const options = { parent, parentSpanContext: parent.spanContext() };
    const span = tracer.startSpan('s', options as object, ROOT_CONTEXT) as native.Span;
    return [span.parentSpanContext, span.spanContext().traceId === parent.spanContext().traceId];
  });
  expect(found).toEqual([undefined, false]);
});

test('the official always-record sampler shows processors what is not sampled', async () => {
  const sampler = official.createAlwaysRecordSampler(new official.AlwaysOffSampler());
  const seen: string[] = [];
  const processor: native.SpanProcessor = {
    onStart() {},
    onEnd: (span) => void seen.push(`${span.name} ${span.spanContext().traceFlags}`),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const exporter = new CollectingSink();
  const provider = new native.TracerProvider({ sampler, spanProcessors: [processor], exporter });
  provider.getTracer('t').startSpan('recorded').end();
  await provider.shutdown();
  expect([seen, exporter.itemCount]).toEqual([[`recorded ${TraceFlags.NONE}`], 0]);
});

test('a span exporter of the application’s own is given spans, flush and shutdown', async () => {
  const calls: string[] = [];
  const exporter: official.SpanExporter = {
    export(spans, done) {
      calls.push(`export ${spans.map(({ name }) => name).join()}`);
      done({ code: ExportResultCode.SUCCESS });
    },
    forceFlush: async () => void calls.push('forceFlush'),
    shutdown: async () => void calls.push('shutdown'),
  };
  const provider = new native.TracerProvider({
    spanProcessors: [new official.SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('t');
  tracer.startSpan('a').end();
  tracer.startSpan('b').end();
  await provider.forceFlush();
  await provider.shutdown();
  expect(calls).toEqual(['export a', 'export b', 'forceFlush', 'shutdown']);
});

test.each<[string, boolean, SpanContext | undefined]>([
  ['missing', true, undefined],
  ['remote and sampled', true, remote],
  ['remote and not sampled', false, { ...remote, traceFlags: TraceFlags.NONE }],
  ['local and sampled', true, { ...remote, isRemote: false }],
  ['local and not sampled', false, { ...remote, isRemote: false, traceFlags: TraceFlags.NONE }],
])('without a sampler: a span whose parent is %s is recorded: %p', (_, expected, parent) => {
  const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  const recording = sameInBoth(({ TracerProvider }) =>
    new TracerProvider().getTracer('t').startSpan('s', {}, context).isRecording(),
  );
  expect(recording).toBe(expected);
});

test('suppressed tracing gives the invalid span context', () => {
  const found = sameInBoth(({ TracerProvider }) => {
    const context = suppressTracing(trace.setSpanContext(ROOT_CONTEXT, remote));
    const span = new TracerProvider().getTracer('t').startSpan('s', {}, context);
    return [span.isRecording(), span.spanContext()];
  });
  expect(found).toEqual([false, INVALID_SPAN_CONTEXT]);
});

test('end() twice logs an error and changes nothing', () => {
  const found = sameInBoth(({ TracerProvider }) => {
    const lines = collectDiagnostics();
    const ended: string[] = [];
    const processor: native.SpanProcessor = {
      onStart() {},
      onEnd: ({ name }) => void ended.push(name),
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const provider = new TracerProvider({ spanProcessors: [processor] });
    const span = provider.getTracer('t').startSpan('s', { startTime: [1, 0] }) as native.Span;
    span.end([2, 0]);
    span.end([3, 0]);
    diag.disable();
    return {
      ended,
      endTime: span.endTime,
      duration: span.duration,
      levels: lines.map((line) => line.split(':')[0]),
    };
  });
  expect(found).toEqual({
    ended: ['s'],
    endTime: [2, 0],
    duration: [1, 0],
    levels: ['warn', 'error'],
  });
});
