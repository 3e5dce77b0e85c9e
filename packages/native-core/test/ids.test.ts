import {
  ROOT_CONTEXT,
  isSpanContextValid,
  isValidSpanId,
  isValidTraceId,
  trace,
} from '@opentelemetry/api';
import { RandomIdGenerator, TracerProvider, type IdGenerator } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { CountingIds } from './support/counting-ids';

const kSamples = 5_000;

function idsOf(next: () => string): Set<string> {
  return new Set(Array.from({ length: kSamples }, next));
}

test('random ids are valid, of the right length and different', () => {
  const generator = new RandomIdGenerator();
  const traceIds = idsOf(() => generator.generateTraceId());
  const spanIds = idsOf(() => generator.generateSpanId());
  expect([traceIds.size, spanIds.size]).toEqual([kSamples, kSamples]);
  expect([...traceIds].every(isValidTraceId)).toBe(true);
  expect([...spanIds].every(isValidSpanId)).toBe(true);
});

test('a random source that gives zero gives no invalid id', () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0);
  const span = new TracerProvider().getTracer('t').startSpan('s');
  const generator = new RandomIdGenerator();
  const context = {
    traceId: generator.generateTraceId(),
    spanId: generator.generateSpanId(),
    traceFlags: 0,
  };
  random.mockRestore();
  expect([isSpanContextValid(span.spanContext()), isSpanContextValid(context)]).toEqual([
    true,
    true,
  ]);
});

test('a child has its parent’s trace id and a span id of its own', () => {
  const tracer = new TracerProvider().getTracer('t');
  const parent = tracer.startSpan('parent');
  const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent));
  expect(child.spanContext().traceId).toBe(parent.spanContext().traceId);
  expect(child.spanContext().spanId).not.toBe(parent.spanContext().spanId);
});

test('ids that were never read are exported as they read later', async () => {
  const exporter = new CollectingSink();
  const provider = new TracerProvider({ exporter });
  const span = provider.getTracer('t').startSpan('s');
  span.end();
  await provider.shutdown();
  const { traceId, spanId } = span.spanContext();
  expect(exporter.spans()).toEqual([
    expect.objectContaining({ traceId, spanId, parentSpanId: '' }),
  ]);
});

test('an id generator is asked once for a root span, and not for the trace id of a child', () => {
  const ids = new CountingIds();
  const traceIds = jest.spyOn(ids, 'generateTraceId');
  const tracer = new TracerProvider({ idGenerator: ids }).getTracer('t');
  const root = tracer.startSpan('root');
  tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, root));
  expect(traceIds).toHaveBeenCalledTimes(1);
  expect(root.spanContext().traceId).toBe(`ab${'1'.padStart(30, '0')}`);
});

test.each([
  [
    'extended',
    new (class extends RandomIdGenerator {
      override generateSpanId() {
        return '00000000000000ff';
      }
    })(),
  ],
  [
    'with an own method',
    Object.assign(new CountingIds(), { generateSpanId: () => '00000000000000ff' }),
  ],
] as [string, IdGenerator][])('a generator that is %s is used', (_, idGenerator) => {
  const span = new TracerProvider({ idGenerator }).getTracer('t').startSpan('s');
  expect(span.spanContext().spanId).toBe('00000000000000ff');
});

test('a child of a span with invalid ids begins a new trace', () => {
  const idGenerator = {
    generateTraceId: jest.fn().mockReturnValueOnce('not an id').mockReturnValue('1'.repeat(32)),
    generateSpanId: () => '2'.repeat(16),
  };
  const tracer = new TracerProvider({ idGenerator }).getTracer('t');
  const parent = tracer.startSpan('parent');
  const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent));
  expect(child.spanContext().traceId).toBe('1'.repeat(32));
});
