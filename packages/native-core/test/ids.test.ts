import {
  ROOT_CONTEXT,
  diag,
  isSpanContextValid,
  isValidSpanId,
  isValidTraceId,
  trace,
} from '@opentelemetry/api';
import { RandomIdGenerator, TracerProvider, type IdGenerator } from '@otel-native/native-core';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { CollectingSink } from './support/collecting-sink';
import { CountingIds } from './support/counting-ids';
import { decodeSpans } from './support/decode-otlp';
import { collectDiagnostics } from './support/diagnostics';

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

/** A generator of one trace id and one span id. */
function always(traceId: unknown, spanId: unknown): IdGenerator {
  return {
    generateTraceId: () => traceId as string,
    generateSpanId: () => spanId as string,
  };
}

async function exportedIds(idGenerator: IdGenerator) {
  const exporter = new CollectingSink();
  const official = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor({ exporter: official })];
  const provider = new TracerProvider({ exporter, idGenerator, spanProcessors });
  const span = provider.getTracer('t').startSpan('s');
  span.end();
  await provider.forceFlush();
  const bytes = ProtobufTraceSerializer.serializeRequest(official.getFinishedSpans());
  await provider.shutdown();
  const ids = [...exporter.spans(), ...decodeSpans(bytes!)].map(({ traceId, spanId }) => [
    traceId,
    spanId,
  ]);
  return { read: span.spanContext(), ours: ids[0], theirs: ids[1] };
}

describe('ids of other spellings', () => {
  test.each([
    ['in capital letters', 'ABCDEF0123456789'.repeat(2), 'FEDCBA9876543210'],
    ['in both', 'aBcDeF0123456789'.repeat(2), 'FeDcBa9876543210'],
    ['all zero', '0'.repeat(32), '0'.repeat(16)],
    ['that count', '0'.repeat(31) + '1', '0'.repeat(15) + '1'],
  ])('%s are read as given, and exported as upstream does', async (_, traceId, spanId) => {
    const { read, ours, theirs } = await exportedIds(always(traceId, spanId));
    expect(read).toMatchObject({ traceId, spanId });
    expect(ours).toEqual([traceId.toLowerCase(), spanId.toLowerCase()]);
    expect(ours).toEqual(theirs);
  });

  test.each([
    ['empty', '', '', '', ''],
    ['too short', 'ab', 'c', 'ab', 'c0'],
    ['too long', 'ab'.repeat(20), 'cd'.repeat(20), 'ab'.repeat(16), 'cd'.repeat(8)],
    ['no digits', 'xyz', '世界', '', ''],
  ])('%s: cut or filled with zeros to what OTLP takes', async (_, traceId, spanId, trace, span) => {
    const { read, ours } = await exportedIds(always(traceId, spanId));
    expect(read).toMatchObject({ traceId, spanId });
    expect(ours).toEqual([trace.padEnd(32, '0'), span.padEnd(16, '0')]);
  });

  test.each([
    ['undefined', always(undefined, undefined)],
    ['null', always(null, null)],
    ['numbers', always(1, 2)],
    ['bytes', always(new Uint8Array(16), new Uint8Array(8))],
    ['symbols', always(Symbol('a'), Symbol('b'))],
    [
      'an error',
      {
        generateTraceId() {
          throw new Error('no id');
        },
        generateSpanId() {
          throw new Error('no id');
        },
      },
    ],
  ])('%s in place of ids: random ones are used, and that is logged', async (_, generator) => {
    const lines = collectDiagnostics();
    const { read, ours, theirs } = await exportedIds(generator);
    diag.disable();
    expect(isSpanContextValid(read)).toBe(true);
    expect(ours).toEqual([read.traceId, read.spanId]);
    expect(ours).toEqual(theirs);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^error: The id generator.* random id is used$/);
  });

  test('a generator without methods is refused', () => {
    expect(() => new TracerProvider({ idGenerator: {} as IdGenerator })).toThrow(
      expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
    );
  });

  test('a sampler is asked about the id of the generator', () => {
    const asked: string[] = [];
    const sampler = {
      shouldSample(_: unknown, traceId: string) {
        asked.push(traceId);
        return { decision: 2 };
      },
      toString: () => 'recorder',
    };
    const traceId = 'ABCDEF0123456789'.repeat(2);
    const provider = new TracerProvider({ sampler, idGenerator: always(traceId, '1'.repeat(16)) });
    provider.getTracer('t').startSpan('s').end();
    expect(asked).toEqual([traceId]);
  });
});
