import type { Attributes, Exception, Link, SpanContext, TimeInput } from '@opentelemetry/api';
import { TraceFlags, createTraceState } from '@opentelemetry/api';
import * as fc from 'fast-check';

/** Random values for everything that the tracing API takes. Nothing here throws when it is read: see bad-input.test.ts. */

class Account {
  owner = 'me';
}

const cyclic: Record<string, unknown> = { a: 1 };
cyclic.self = [cyclic];

export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'a', 'GET', 'text', 'ü', '世界', '🎉🎉') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  // Halves of surrogate pairs among others.
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('\ud83d', '\udf89', 'a', 'é') }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(300), 'ü'.repeat(1_000), '\0\u0007\r\n') },
);

export const keys: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'http.route') },
  { weight: 2, arbitrary: fc.constantFrom('0', '7', '12', '01', '-1', '4294967295', '1.5') },
  { weight: 1, arbitrary: fc.constantFrom('', 'constructor', 'toString', 'length', '\ud800') },
  { weight: 1, arbitrary: fc.constantFrom('ключ', 'k'.repeat(300), ' ') },
);

const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 63, -(2 ** 63), NaN, Infinity),
);

const refused: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  10n,
  Symbol('symbol'),
  () => 1,
  Account,
  new Account(),
  new Date(0),
  new Map([['a', 1]]),
  new Error('no'),
  new Float64Array([1.5]),
  new String('boxed'),
  cyclic,
  [1, 10n],
  { a: () => 1 },
);

const bytes = fc.uint8Array({ maxLength: 12 });

/** What an attribute may be set to: mostly what is valid. */
export const anyValues: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; leaf: unknown }>(
  (tie) => ({
    leaf: fc.oneof(
      { weight: 5, arbitrary: texts },
      { weight: 4, arbitrary: numbers },
      { weight: 2, arbitrary: fc.boolean() },
      { weight: 2, arbitrary: fc.constantFrom(null, undefined) },
      { weight: 1, arbitrary: bytes },
      { weight: 1, arbitrary: bytes.map((value) => Buffer.from(value)) },
      { weight: 1, arbitrary: refused },
    ),
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 8, arbitrary: tie('leaf') },
      { weight: 1, arbitrary: fc.array(texts, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(numbers, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(fc.option(fc.boolean()), { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      {
        weight: 1,
        arbitrary: fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: false }),
      },
    ),
  }),
).value;

export const attributes: fc.Arbitrary<Attributes> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(keys, anyValues, { maxKeys: 6 }) as fc.Arbitrary<Attributes>,
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'text', 42, []) as fc.Arbitrary<never> },
);

/** The stopped performance clock starts at 60,000.25 ms. */
export const times: fc.Arbitrary<TimeInput> = fc.oneof(
  fc.constantFrom<TimeInput>(1_700_000_000_456, 1_800_000_000_123.456, new Date(1_700_000_000_456)),
  fc.constantFrom<TimeInput>([1_700_000_000, 456_789_123], [1_800_000_000, 999_999_999], [5, 0]),
  fc.constantFrom<TimeInput>(0, 59_999.5, 60_000.25, 60_000.75, 61_000, new Date(0)),
  fc.integer({ min: 0, max: 120_000 }),
  fc.date({
    min: new Date(1_799_999_990_000),
    max: new Date(1_800_000_010_000),
    noInvalidDate: true,
  }),
  fc
    .tuple(
      fc.integer({ min: 1_799_999_999, max: 1_800_000_001 }),
      fc.integer({ min: 0, max: 999_999_999 }),
    )
    .map((time): TimeInput => time),
  // What is no time counts as none.
  fc.constantFrom<unknown>('now', null, [1], [1, 2, 3], {}) as fc.Arbitrary<never>,
);

const traceStates = fc.constantFrom(
  undefined,
  createTraceState(''),
  createTraceState('vendor=1,other=2'),
);

/** Span contexts from elsewhere: valid, unsampled, remote, local, with other flags, and invalid in every way. */
export const spanContexts: fc.Arbitrary<SpanContext> = fc
  .record({
    traceId: fc.constantFrom('a'.repeat(32), 'A'.repeat(32), 'aaaaaaaaaaaaaaaa'.repeat(2)),
    spanId: fc.constantFrom('a'.repeat(16), 'AAAAAAAAaaaaaaaa'),
    traceFlags: fc.constantFrom<number>(TraceFlags.NONE, TraceFlags.SAMPLED, 0x83, 0xff),
    isRemote: fc.constantFrom(true, false, undefined),
    traceState: traceStates,
  })
  .chain((context) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(context) },
      { weight: 1, arbitrary: fc.constant({ ...context, traceId: '0'.repeat(32) }) },
      { weight: 1, arbitrary: fc.constant({ ...context, spanId: '0'.repeat(16) }) },
    ),
  ) as fc.Arbitrary<SpanContext>;

/** Parents may also have ids that OTLP could not carry; upstream's serialiser would send a link to one as it is. */
export const parentContexts: fc.Arbitrary<SpanContext> = fc.oneof(
  { weight: 6, arbitrary: spanContexts },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { traceId: 'abc', spanId: 'a'.repeat(16), traceFlags: 1 },
      { traceId: 'a'.repeat(32), spanId: 'z'.repeat(16), traceFlags: 1 },
      { traceId: '', spanId: '', traceFlags: 1 },
    ),
  },
);

export const links: fc.Arbitrary<Link> = fc.record(
  { context: spanContexts, attributes, droppedAttributesCount: fc.nat(9) },
  { requiredKeys: ['context'] },
);

const exceptionParts = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(404, 0, true, null, undefined, {}, ['a']) },
);

export const exceptions: fc.Arbitrary<Exception> = fc.oneof(
  texts,
  fc.record(
    { code: exceptionParts, name: exceptionParts, message: exceptionParts, stack: exceptionParts },
    // Upstream throws when it tells of one that has no text.
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<Exception>,
  fc.constantFrom<unknown>(
    null,
    undefined,
    42,
    true,
    Object.assign(new TypeError('wrong'), { stack: 's' }),
  ),
) as fc.Arbitrary<Exception>;
