import type { AnyValue } from '@opentelemetry/api';
import * as fc from 'fast-check';

class Account {
  owner = 'me';
}

const cyclic: Record<string, unknown> = { a: [1] };
cyclic.self = { again: [cyclic] };

/** Few, so that they repeat; some are special to objects, and some look like indices. Upstream loses `__proto__`. */
const keys = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('role', 'parts', 'type', 'content', 'id') },
  { weight: 2, arbitrary: fc.constantFrom('', '0', '17', 'length', 'constructor') },
  { weight: 1, arbitrary: fc.constantFrom('ключ', '\ud83d', 'k'.repeat(300)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const texts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('text', 'user', '', 'x'.repeat(257), 'ü'.repeat(13)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  // Halves of surrogate pairs.
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('\ud83d', '\udf89', 'a', '世') }) },
);

const leaves: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: texts },
  { weight: 4, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean()) },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined, [], {}) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 9 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)) },
);

/** What makes the whole value one that OTLP cannot carry. */
const refused = fc.constantFrom<unknown>(10n, Symbol('s'), () => 1, new Account(), cyclic);

function containers(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.array(value, { maxLength: 5 }),
    fc.dictionary(keys, value, { maxKeys: 4, noNullPrototype: false }).map((map) => map as unknown),
  );
}

const shallow = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 3, arbitrary: leaves },
    { weight: 3, arbitrary: containers(tie('value')) },
  ),
})).value;

/** Also deeper than the short way goes, and up to the last level that is kept. */
const deep = fc
  .tuple(containers(leaves), fc.array(keys, { minLength: 20, maxLength: 60 }))
  .map(([value, path]) =>
    path.reduce<unknown>((inner, key, i) => (i % 2 === 0 ? [inner] : { [key]: inner, i }), value),
  );

const wide = fc
  .array(fc.tuple(keys, leaves), { minLength: 100, maxLength: 400 })
  .map((entries) => entries.map(([key, value]) => ({ [key]: value })));

/** Arrays and maps of any shape, and few that OTLP cannot carry. */
export const nestedValues = fc.oneof(
  { weight: 12, arbitrary: containers(shallow) },
  { weight: 2, arbitrary: deep },
  { weight: 1, arbitrary: wide },
  { weight: 1, arbitrary: containers(fc.oneof(leaves, refused)) },
) as fc.Arbitrary<AnyValue>;
