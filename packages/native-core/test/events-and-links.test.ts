import {
  createTraceState,
  diag,
  type Attributes,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import type { SpanLimits } from '@otel-native/native-core';
import * as fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { nestedValues } from './cases/nested-values';
import { attributes, links, texts, times } from './sequences/values';
import { CollectingSink } from './support/collecting-sink';
import { recordNative, recordOfficial, type Case } from './support/compare-sdks';
import type { DecodedSpan } from './support/decode-otlp';
import { collectDiagnostics } from './support/diagnostics';
import { consistentStats, makeProvider } from './support/pipelines';

// Few or hundreds of events and links: what arrives and what readers see is what the official SDK makes of them.

const kRuns = Number(process.env.EVENT_RUNS ?? 150);
const kTimeoutMillis = 600_000;

afterEach(() => diag.disable());

type Readable = Span & { events: object[]; links: object[] };
type Act = (span: Readable) => unknown;

const failure = new TypeError('failed');

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(texts, attributes, fc.option(times, { nil: undefined })).map(
      ([name, given, time]): Act =>
        (span) =>
          span.addEvent(name, given, time),
    ),
  },
  {
    weight: 2,
    arbitrary: texts.map(
      (name): Act =>
        (span) =>
          span.addEvent(name),
    ),
  },
  {
    weight: 1,
    arbitrary: nestedValues.map(
      (value): Act =>
        (span) =>
          span.addEvent('nested', { value, after: 1 } as Attributes),
    ),
  },
  {
    weight: 6,
    arbitrary: links.map(
      (link): Act =>
        (span) =>
          span.addLink(link),
    ),
  },
  {
    weight: 1,
    arbitrary: nestedValues.map(
      (value): Act =>
        (span) =>
          span.addLink({ context: linked, attributes: { value, after: 1 } as Attributes }),
    ),
  },
  // Readers turn events and links into objects, and later ones are added to those.
  { weight: 1, arbitrary: fc.constant<Act>((span) => span.events) },
  { weight: 1, arbitrary: fc.constant<Act>((span) => span.links) },
  { weight: 1, arbitrary: fc.constant<Act>((span) => span.recordException(failure)) },
);

const linked: SpanContext = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), traceFlags: 1 };

const limits: fc.Arbitrary<SpanLimits> = fc.record(
  {
    eventCountLimit: fc.constantFrom(0, 1, 2, 5),
    linkCountLimit: fc.constantFrom(0, 1, 2, 5),
    attributePerEventCountLimit: fc.constantFrom(0, 1, 3),
    attributePerLinkCountLimit: fc.constantFrom(0, 1, 3),
    attributeValueLengthLimit: fc.constantFrom(1, 5),
  },
  { requiredKeys: [] },
);

const programs = fc.record({
  spanLimits: limits,
  startLinks: fc.array(links, { maxLength: 6 }),
  acts: fc.oneof(
    { weight: 6, arbitrary: fc.array(acts, { maxLength: 8 }) },
    { weight: 1, arbitrary: fc.array(acts, { minLength: 100, maxLength: 300 }) },
  ),
});

test.each([true, false])(
  'random ones, with readers: %s',
  async (views) => {
    const isSame = fc.asyncProperty(programs, async (program) => {
      const testCase: Case = {
        name: 'events and links',
        options: { spanLimits: program.spanLimits },
        record({ tracer }) {
          for (let i = 0; i < 5; i++) {
            const span = tracer.startSpan('s', { links: program.startLinks.slice(i) });
            for (const act of program.acts) act(span as Readable);
            span.end();
          }
        },
      };
      const ways = { fixedIds: true, views };
      expect(await recordNative(testCase, ways)).toEqual(await recordOfficial(testCase, ways));
    });
    await fc.assert(isSame, { seed: 20_261_203, numRuns: kRuns });
  },
  kTimeoutMillis,
);

async function exported(act: (span: Readable) => void, spanLimits: SpanLimits = {}) {
  const lines = collectDiagnostics();
  const sink = new CollectingSink();
  const provider = makeProvider(sink, {}, { spanLimits });
  const span = provider.getTracer('t').startSpan('s') as Readable;
  act(span);
  span.end();
  await provider.forceFlush();
  consistentStats(provider);
  return { span: sink.spans()[0]!, lines };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const namesOf = (span: { events: readonly { name: string }[] }) =>
  span.events.map(({ name }) => name);

test('of a hundred thousand events the newest 128 are kept, in bounded memory', async () => {
  const { span } = await exported((given) => {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 100_000; i++) given.addEvent(`event ${i}`, { index: i });
    collectGarbage();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  });
  expect(namesOf(span)).toEqual(Array.from({ length: 128 }, (_, i) => `event ${99_872 + i}`));
  expect(span.droppedEventsCount).toBe(100_000 - 128);
});

describe('attributes that are read', () => {
  const throwing = Object.defineProperty({}, 'bad', {
    enumerable: true,
    get() {
      throw new Error('no');
    },
  }) as Attributes;

  test('and throw are left out, and nothing else', async () => {
    const { span, lines } = await exported((given) => {
      given.addEvent('first', { a: 1 }).addEvent('second', throwing);
      given.addEvent('third', { b: 2 });
      given.addLink({ context: linked, attributes: { first: 1 } });
      given.addLink({ context: linked, attributes: throwing });
      given.addLink({ context: linked, attributes: { third: 1 } });
    });
    expect(namesOf(span)).toEqual(['first', 'second', 'third']);
    const keysOf = (part: { attributes: DecodedSpan['attributes'] }) =>
      part.attributes.map(([key]) => key);
    expect(span.events.map(keysOf)).toEqual([['a'], [], ['b']]);
    expect(span.links.map(keysOf)).toEqual([['first'], [], ['third']]);
    expect(lines.filter((line) => line.includes('Attributes could not be read'))).toHaveLength(2);
  });

  test('and a context that throws loses its link alone', async () => {
    const { span } = await exported((given) => {
      given.addLink({ context: linked });
      given.addLink({
        get context(): SpanContext {
          throw new Error('no');
        },
      });
      given.addLink({ context: linked });
    });
    expect([span.links.length, span.droppedLinksCount]).toEqual([2, 1]);
  });

  test('and add events and links themselves', async () => {
    const { span } = await exported((given) => {
      given.addEvent('before', { a: 1 }).addLink({ context: linked, attributes: { before: 1 } });
      given.addEvent('outer', {
        first: 1,
        get second() {
          given.addEvent('inner', { inner: 1 });
          return 2;
        },
        third: 3,
      });
      given.addLink({
        context: linked,
        attributes: {
          get outer() {
            given.addLink({ context: linked, attributes: { inner: 1 } });
            return 1;
          },
          last: 1,
        },
      });
      given.addEvent('after', { z: 1 });
    });
    expect(namesOf(span)).toEqual(['before', 'inner', 'outer', 'after']);
    expect(span.events[2]!.attributes.map(([key]) => key)).toEqual(['first', 'second', 'third']);
    expect(span.events[1]!.attributes.map(([key]) => key)).toEqual(['inner']);
    expect(span.links.map(({ attributes: given }) => given.map(([key]) => key))).toEqual([
      ['before'],
      ['inner'],
      ['outer', 'last'],
    ]);
  });

  test('and end the span', async () => {
    const sink = new CollectingSink();
    collectDiagnostics();
    const provider = makeProvider(sink);
    const span = provider.getTracer('t').startSpan('s');
    span.addEvent('first', { a: 1 });
    span.addEvent('second', {
      get ends() {
        span.end();
        for (let i = 0; i < 40; i++) provider.getTracer('t').startSpan('other').end();
        return 1;
      },
      more: 1,
    });
    await provider.forceFlush();
    expect(sink.spans()).toHaveLength(41);
    expect(namesOf(sink.spans().find(({ name }) => name === 's')!)).toEqual(['first']);
  });
});

test('links of any context', async () => {
  const traceState = createTraceState('vendor=1');
  const contexts: SpanContext[] = [
    { ...linked, traceState, isRemote: true },
    { ...linked, traceFlags: 0x83 },
    { ...linked, traceId: '', spanId: '' },
    { ...linked, traceId: 'not hexadecimal', spanId: 'ü'.repeat(40) },
    { ...linked, traceId: 7 as never, spanId: null as never },
  ];
  const { span } = await exported((given) => {
    given.addLinks(contexts.map((context): Link => ({ context })));
  });
  expect(span.links.map(({ traceId, spanId }) => [traceId, spanId])).toEqual([
    ['ab'.repeat(16), 'cd'.repeat(8)],
    ['ab'.repeat(16), 'cd'.repeat(8)],
    ['0'.repeat(32), '0'.repeat(16)],
    [`00000e0adec00a0${'0'.repeat(17)}`, '0'.repeat(16)],
    [`7${'0'.repeat(31)}`, '0'.repeat(16)],
  ]);
  expect(span.links[0]).toMatchObject({ traceState: 'vendor=1' });
});

test('a trace state that throws loses its link alone', async () => {
  const bad = { ...createTraceState(''), serialize: () => JSON.parse('{') as string };
  const { span } = await exported((given) => {
    given
      .addLink({ context: linked })
      .addLink({ context: { ...linked, traceState: bad as never } });
    given.addLink({ context: linked });
  });
  expect([span.links.length, span.droppedLinksCount]).toEqual([2, 1]);
});
