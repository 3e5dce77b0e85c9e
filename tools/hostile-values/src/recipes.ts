import * as fc from 'fast-check';

/** The kinds of bytes that a value can hold. */
export const kViews = [
  'Uint8Array',
  'Buffer',
  'Float64Array',
  'BigInt64Array',
  'DataView',
  'ArrayBuffer',
  'SharedArrayBuffer',
] as const;

/** What happens to the memory of bytes. A `SharedArrayBuffer` can only grow. */
export const kMemoryChanges = ['none', 'shrink', 'grow', 'detach'] as const;

/** Values without parts, by name. */
export const kPlainNames = [
  ...['null', 'undefined', 'true', 'NaN', '-0', 'Infinity', '2 ** 64', '1.5', 'bigint'],
  ...['symbol', 'function', 'class', 'async generator', 'date', 'invalid date', 'regexp'],
  ...['map', 'set', 'weak map', 'promise', 'error', 'error of getters', 'boxed text', 'global'],
  ...['instance', 'no prototype', 'throwing toString', 'throwing toJSON', 'throwing toPrimitive'],
] as const;

export type Holder = 'array' | 'object';
export type Answer = Recipe | 'throw';

/**
 * How a hostile value is made. Recipes are plain data: they are printed, compared and shrunk without asking a hostile value
 * for anything.
 */
export type Recipe =
  | { kind: 'plain'; name: (typeof kPlainNames)[number] }
  | { kind: 'text'; text: string }
  | { kind: 'array'; items: Recipe[] }
  | { kind: 'object'; entries: [key: string, value: Recipe][]; frozen: boolean }
  | { kind: 'getter' | 'proxy'; holder: Holder; answers: Answer[] }
  | { kind: 'throwing proxy' | 'revoked proxy'; holder: Holder }
  | { kind: 'deep'; holder: Holder; levels: number }
  | { kind: 'sparse'; length: number }
  | { kind: 'shared'; of: Recipe; doublings: number }
  | { kind: 'cycle'; of: Recipe; holder: Holder }
  | { kind: 'emptied' | 'growing'; items: Recipe[] }
  | {
      kind: 'bytes';
      view: (typeof kViews)[number];
      size: number;
      change: (typeof kMemoryChanges)[number];
      /** Before it is recorded, as it is read, or in the next microtask. */
      when: 'before' | 'reading' | 'after';
    };

/** Short and long texts, with surrogates that have no partner. */
export const texts = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'a', '\ud83d', '\udf89\ud83d', '\0', '世'.repeat(300)),
  },
);

/** Keys that mean something to JavaScript, and any text. */
export const keys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'length', 'then'),
  fc.constantFrom('a', 'b', '0', '-1', '4294967295', 'name', 'message', 'stack', 'code', 'context'),
  texts,
);

const holder = fc.constantFrom<Holder>('array', 'object');
const plain = fc.record({ kind: fc.constant('plain'), name: fc.constantFrom(...kPlainNames) });
const text = fc.record({ kind: fc.constant('text'), text: texts });
const bytes = fc.record({
  kind: fc.constant('bytes'),
  view: fc.constantFrom(...kViews),
  size: fc.oneof(fc.nat(64), fc.constantFrom(4_096, 70_000)),
  change: fc.constantFrom(...kMemoryChanges),
  when: fc.constantFrom('before', 'reading', 'after'),
});
const sized = fc.oneof(
  fc.record({ kind: fc.constant('deep'), holder, levels: fc.constantFrom(60, 64, 65, 500) }),
  fc.record({ kind: fc.constant('sparse'), length: fc.constantFrom(10, 5_000) }),
  fc.record({ kind: fc.constantFrom('throwing proxy', 'revoked proxy'), holder }),
);

/** Recipes of any kind. */
export const { recipe: recipes } = fc.letrec<{ recipe: Recipe }>((tie) => {
  const part = tie('recipe');
  const parts = fc.array(part, { maxLength: 4 });
  const answers = fc.array(fc.oneof({ weight: 4, arbitrary: part }, fc.constant('throw')), {
    minLength: 1,
    maxLength: 3,
  });
  const composed = fc.oneof(
    fc.record({ kind: fc.constantFrom('array', 'emptied', 'growing'), items: parts }),
    fc.record({
      kind: fc.constant('object'),
      entries: fc.array(fc.tuple(keys, part), { maxLength: 4 }),
      frozen: fc.boolean(),
    }),
    fc.record({ kind: fc.constantFrom('getter', 'proxy'), holder, answers }),
    fc.record({ kind: fc.constant('shared'), of: part, doublings: fc.constantFrom(1, 2, 3, 10) }),
    fc.record({ kind: fc.constant('cycle'), of: part, holder }),
  );
  const simple = fc.oneof(plain, text, bytes, sized);
  return {
    recipe: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      simple,
      composed,
    ) as unknown as fc.Arbitrary<Recipe>,
  };
});
