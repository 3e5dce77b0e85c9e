import type { AnyValue, Attributes } from '@opentelemetry/api';
import type { SpanLimits } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';
import { CollectingSink } from './support/collecting-sink';
import type { DecodedValue } from './support/decode-otlp';
import { decodeMetrics } from './support/decode-metrics';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, endSpans, kMiB, makeProvider } from './support/pipelines';

// One value of a user's may be of any shape and size: it costs no more than its limits say, and only itself.

const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };

async function exported(value: unknown, spanLimits: SpanLimits = {}) {
  collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink, {}, { spanLimits });
  endSpans(provider, 1, { value, after: 'after' } as Attributes);
  await provider.forceFlush();
  const [span] = sink.spans();
  expect(span!.attributes[1]).toEqual(['after', { string: 'after' }]);
  return { value: span!.attributes[0]![1], cutValues: consistentStats(provider).cutValues };
}

function nested(levels: number): AnyValue {
  let value: AnyValue = 'bottom';
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

/** Arrays and maps that a value has one inside the other. */
function levelsOf(value: DecodedValue): number {
  if (typeof value !== 'object' || !('array' in value)) return 0;
  return 1 + levelsOf(value.array[0]!);
}

function nodesOf(value: DecodedValue): number {
  if (typeof value !== 'object') return 1;
  if ('array' in value) return value.array.reduce((sum, element) => sum + nodesOf(element), 1);
  if ('map' in value) return value.map.reduce((sum, [, element]) => sum + nodesOf(element), 1);
  return 1;
}

describe('depth', () => {
  test.each([
    [64, undefined, 64, 0],
    [65, undefined, 64, 1],
    [20_000, undefined, 64, 1],
    [3, 3, 3, 0],
    [4, 3, 3, 1],
    [65, 1_000, 64, 1],
  ])('%i levels with the limit %s: %i are kept', async (levels, limit, kept, cut) => {
    const found = await exported(nested(levels), { attributeValueDepthLimit: limit! });
    expect([levelsOf(found.value), found.cutValues]).toEqual([kept, cut]);
  });
});

describe('nodes', () => {
  function shared(depth: number): AnyValue {
    let value: AnyValue = 'leaf';
    for (let i = 0; i < depth; i++) value = [value, value];
    return value;
  }

  test('arrays that share their elements are cut to the limit', async () => {
    const { value, cutValues } = await exported(shared(24));
    expect(nodesOf(value)).toBeGreaterThan(200_000);
    expect(nodesOf(value)).toBeLessThanOrEqual(262_144 + 1);
    expect(cutValues).toBe(1);
  });

  test.each<[string, AnyValue]>([
    ['an array', Array.from({ length: 100 }, (_, i) => i)],
    ['a map', Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]))],
    ['arrays in arrays', Array.from({ length: 10 }, () => [1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['an array that says to be longer than any memory', new Array(4_000_000_000)],
  ])('%s of more elements than the limit is cut', async (_, value) => {
    const found = await exported(value, { attributeValueNodeLimit: 42 });
    expect([nodesOf(found.value), found.cutValues]).toEqual([43, 1]);
  });
});

describe('bytes', () => {
  test.each<[string, AnyValue, DecodedValue]>([
    ['a text', 'x'.repeat(11), { string: 'x'.repeat(10) }],
    ['a text of two bytes a character', 'ü'.repeat(6), { string: 'ü'.repeat(5) }],
    ['a text that would end in half a pair', '世世世🎉', { string: '世世世' }],
    ['bytes', new Uint8Array(11), { bytes: '00'.repeat(10) }],
    [
      'texts in an array',
      ['12345678', 'abcd'],
      { array: [{ string: '12345678' }, { string: 'ab' }] },
    ],
    ['keys of a map', { '12345678': 1, abcd: 2 }, { map: [['12345678', { int: '1' }]] }],
  ])('%s', async (_, value, kept) => {
    const found = await exported(value, { attributeValueByteLimit: 10 });
    expect(found).toEqual({ value: kept, cutValues: 1 });
  });

  test('a text beyond the default', async () => {
    const { value, cutValues } = await exported('x'.repeat(17 * kMiB));
    expect([(value as { string: string }).string.length, cutValues]).toEqual([15 * kMiB, 1]);
  });
});

test('the same limits hold in events, links, what readers have changed and metrics', async () => {
  collectDiagnostics();
  const sink = new CollectingSink();
  const changes = {
    onStart() {},
    onEnd(span: { attributes: Attributes }) {
      span.attributes['set'] = nested(70);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const provider = makeProvider(sink, {}, { spanProcessors: [changes] });
  const attributes = { many: new Array<string>(300_000).fill('x'), deep: nested(70) };
  const span = provider.getTracer('t').startSpan('s', { links: [{ context, attributes }] });
  span.addEvent('e', attributes).addLink({ context, attributes }).end();
  await provider.forceFlush();
  expect(consistentStats(provider).cutValues).toBe(7);
  const [{ links, events, attributes: set }] = sink.spans() as [ReturnType<typeof sink.spans>[0]];
  for (const { attributes } of links) {
    expect(nodesOf(attributes[0]![1])).toBe(262_145);
    expect(levelsOf(attributes[1]![1])).toBe(64);
  }
  // Events take no arrays of arrays.
  expect(events[0]!.attributes.map(([key, value]) => [key, nodesOf(value)])).toEqual([
    ['many', 262_145],
  ]);
  expect(levelsOf(set[0]![1])).toBe(64);
});

test('metrics', async () => {
  collectDiagnostics();
  const exporter = new CollectingSink();
  const attributeLimits = { attributeValueNodeLimit: 5, attributeValueDepthLimit: 2 };
  const provider = new MeterProvider({ exporter, attributeLimits });
  const counter = provider.getMeter('m').createCounter('c');
  counter.add(1, { value: [1, 2, 3, 4, 5, 6] as never });
  counter.add(1, { value: [[[1]]] as never });
  await provider.forceFlush();
  expect(provider.stats()!.cutValues).toBe(2);
  await provider.shutdown();
  const values = exporter.batches.flatMap(({ bytes }) => decodeMetrics(bytes));
  expect(JSON.stringify(values)).not.toContain('"6"');
});

describe('the key __proto__', () => {
  const map = JSON.parse('{"__proto__":{"inner":1},"other":2}') as Record<string, AnyValue>;
  const kept = [
    ['__proto__', { map: [['inner', { int: '1' }]] }],
    ['other', { int: '2' }],
  ];

  test('is kept in every attribute of a span, at any level', async () => {
    const sink = new CollectingSink();
    const provider = makeProvider(sink);
    const attributes = map as Attributes;
    const links = [{ context, attributes }];
    const span = provider.getTracer('t').startSpan('s', { attributes, links });
    span.setAttribute('in', map).end();
    const simple = JSON.parse('{"__proto__":["a"]}') as Attributes;
    const read = provider.getTracer('t').startSpan('read').addEvent('e', simple);
    expect((read as unknown as { attributes: Attributes }).attributes).toEqual({});
    read.setAttributes(attributes).end();
    await provider.forceFlush();
    const [first, second] = sink.spans();
    expect(first!.attributes).toEqual([...kept, ['in', { map: kept }]]);
    expect(first!.links[0]!.attributes).toEqual(kept);
    expect(second!.attributes).toEqual(kept);
    expect(second!.events[0]!.attributes).toEqual([['__proto__', { array: [{ string: 'a' }] }]]);
    expect('inner' in {}).toBe(false);
  });

  test('is kept in metrics', async () => {
    const exporter = new CollectingSink();
    const provider = new MeterProvider({ exporter });
    provider
      .getMeter('m')
      .createCounter('c')
      .add(1, map as Attributes);
    await provider.shutdown();
    const [metric] = exporter.batches.flatMap(({ bytes }) => decodeMetrics(bytes));
    expect(JSON.stringify(metric)).toContain('["__proto__",{"map":[["inner",{"int":"1"}]]}]');
  });
});
