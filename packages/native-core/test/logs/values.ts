import { ROOT_CONTEXT, trace, type Context, type LogRecord } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { anyValues, exceptions, keys, parentContexts, texts, times } from '../sequences/values';

/** Random values for everything that the logs API takes. Nothing here throws when it is read: see hostile.test.ts. */

class Account {
  owner = 'me';
  readonly nothing = undefined;
}

/** What an attribute refuses: a body carries what is in it, or nothing. */
const strange = fc.constantFrom<unknown>(
  10n,
  Symbol('symbol'),
  () => 1,
  Account,
  new Account(),
  new Date(0),
  new Map([['a', 1]]),
  new Set([1]),
  new Error('no'),
  new ArrayBuffer(4),
  new Float64Array([1.5]),
  new String('boxed'),
  Object.assign(Object.create(null) as object, { a: 1 }),
  // A hole.
  Object.assign(new Array(3), { 0: 'a', 2: undefined }),
);

const leaves = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 3, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean()) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, undefined, -0, 2 ** 53, 2 ** 63, NaN) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  { weight: 2, arbitrary: strange },
);

const bodies: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 8, arbitrary: leaves },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(keys, tie('value'), { maxKeys: 4 }) },
  ),
})).value;

export const attributes = fc.dictionary(keys, anyValues, { maxKeys: 6 });

const isTime = (time: unknown): boolean =>
  typeof time === 'number' || time instanceof Date || (Array.isArray(time) && time.length === 2);

const timestamps = fc.oneof(
  { weight: 6, arbitrary: times.filter(isTime) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      undefined,
      null,
      NaN,
      new Date(NaN),
      1_700_000_000_123.4567,
      [1_700_000_000, 1_000_000_000],
      [1_700_000_000, 1.5],
    ),
  },
);

const severities = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(1, 5, 9, 13, 17, 21, 24) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      undefined,
      null,
      0,
      -1,
      25,
      9.7,
      NaN,
      Infinity,
      '9',
      2 ** 40,
    ),
  },
);

/** A context with a span context from elsewhere. */
export const contexts: fc.Arbitrary<Context> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(ROOT_CONTEXT) },
  {
    weight: 5,
    arbitrary: parentContexts.map((parent) => trace.setSpanContext(ROOT_CONTEXT, parent)),
  },
);

export const records: fc.Arbitrary<LogRecord> = fc.record(
  {
    timestamp: timestamps,
    observedTimestamp: timestamps,
    severityNumber: severities,
    severityText: fc.oneof(texts, fc.constant(undefined)),
    eventName: fc.oneof(texts, fc.constant(undefined)),
    body: bodies,
    attributes,
    exception: exceptions as fc.Arbitrary<unknown>,
    context: contexts,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<LogRecord>;
