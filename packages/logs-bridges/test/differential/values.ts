import * as fc from 'fast-check';
import type { Described } from './described.ts';

/** Keys that mean something to a logger or to a bridge, and such that do not. */
export const keys = fc.constantFrom(
  'a',
  'b',
  'user',
  'größe',
  '7',
  'name',
  'code',
  'stack',
  'cause',
  'err',
  'error',
  'message',
  'trace_id',
  'span_id',
  'timestamp',
  'level',
  'otel.event.name',
  'exception.type',
  'hostname',
);

export const texts = fc.constantFrom(
  '',
  'order placed',
  'count %d of %s',
  'tax %j %%',
  'line\nbreak',
  'größer 😀',
  '\ud800',
);

const scalars: fc.Arbitrary<Described> = fc.oneof(
  { weight: 4, arbitrary: texts },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Described>(0, 1, -1, 1.5, 2 ** 53, NaN, Infinity, true, false),
  },
  { weight: 1, arbitrary: fc.constantFrom<Described>(null, undefined) },
);

const special: fc.Arbitrary<Described> = fc
  .constantFrom('date', 'class', 'function', 'symbol', 'cycle', 'bytes', 'long')
  .map((kind) => ({ kind }) as Described);

const maxDepth = 3;

const { value, error, map } = fc.letrec<{ value: Described; error: Described; map: Described }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 8, arbitrary: scalars },
      { weight: 1, arbitrary: special },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
      { weight: 1, arbitrary: tie('map') },
      { weight: 1, arbitrary: tie('error') },
    ),
    map: fc
      .array(entryOf(keys, tie('value')), { maxLength: 4 })
      .map((entries) => ({ kind: 'map', entries }) as Described),
    error: fc.record({
      kind: fc.constant('error' as const),
      name: fc.constantFrom('Error', 'TypeError', 'RangeError'),
      message: texts,
      entries: fc.array(
        entryOf(fc.constantFrom('code', 'cause', 'errors', 'detail', 'status'), tie('value')),
        { maxLength: 2 },
      ),
    }) as fc.Arbitrary<Described>,
  }),
);

/** Code and message are scalars: the providers differ for objects there, which other tests compare. */
function entryOf(
  names: fc.Arbitrary<string>,
  of: fc.Arbitrary<Described>,
): fc.Arbitrary<[string, Described]> {
  return fc
    .tuple(names, of, scalars)
    .map(([key, value, scalar]) => [key, key === 'code' || key === 'message' ? scalar : value]);
}

/** Fields of a logger, or of a call. */
export const entries = fc.array(entryOf(keys, value), { maxLength: 3 });

export { value as values, error as errors };

export const maps = map as fc.Arbitrary<Extract<Described, { kind: 'map' }>>;
