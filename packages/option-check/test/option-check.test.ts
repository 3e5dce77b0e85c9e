import { DiagLogLevel, diag } from '@opentelemetry/api';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { revoked, throwing } from 'test-support/unreadable';
import { kinds, readOptions, shown, type OptionTable } from '../src/index.ts';

interface Inner {
  size?: number;
  limit?: number;
}
interface Options {
  name?: string;
  isOn?: boolean;
  sampler?: { shouldSample(): void };
  mode?: 'a' | 'b';
  hooks?: (() => void)[];
  inner?: Inner;
  either?: boolean | Inner;
  nothing?: null | string;
}

const inner = {
  size: kinds.number({ above: 0 }),
  limit: kinds.number({ from: 0, isWhole: true, isInfinite: true }),
} as const satisfies OptionTable<Inner>;
const table = {
  name: kinds.text,
  isOn: kinds.boolean,
  sampler: kinds.withMethods('a sampler', 'shouldSample'),
  mode: kinds.oneOf(['a', 'b']),
  hooks: kinds.list(kinds.hook),
  inner: kinds.nested(inner),
  either: kinds.either(kinds.boolean, kinds.nested(inner)),
  nothing: kinds.orNull(kinds.text),
} as const satisfies OptionTable<Options>;

let warnings: string[] = [];
beforeEach(() => {
  warnings = [];
  const ignore = () => undefined;
  const warn = (text: string) => void warnings.push(text);
  const logger = { warn, error: ignore, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, DiagLogLevel.WARN);
});
afterEach(() => diag.disable());

const read = (given: unknown) => readOptions<Options>(given, table);

function messageOf(given: unknown): string {
  try {
    read(given);
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'ERR_OTEL_NATIVE_INVALID_OPTION');
    return (error as Error).message;
  }
  return 'accepted';
}

test('what is right is copied', () => {
  const given = {
    name: 'x',
    isOn: false,
    sampler: { shouldSample: () => undefined },
    hooks: [() => undefined],
    inner: { size: 1, limit: Infinity },
    either: { size: 2 },
    nothing: null,
  };
  const { sampler, inner: part, ...rest } = read({ ...given, mode: undefined });
  assert.deepEqual({ sampler, inner: part, ...rest }, given);
  assert.equal(sampler, given.sampler);
  assert.notEqual(part, given.inner);
  assert.deepEqual(warnings, []);
});

test('members of classes count as options', () => {
  class Given {
    readonly #name = 'from a getter';
    get name(): string {
      return this.#name;
    }
  }
  assert.deepEqual(read(new Given()), { name: 'from a getter' });
});

const wrong: [unknown, string][] = [
  [7, 'The options are 7: expected an object'],
  [null, 'The options are null: expected an object'],
  [[], 'The options are an array: expected an object'],
  [revoked(), 'The options cannot be read: give a plain object'],
  [throwing('name'), 'name cannot be read: give a plain object'],
  [{ name: 5 }, 'name is 5: expected a string'],
  [{ name: null }, 'name is null: expected a string'],
  [{ isOn: 'true' }, 'isOn is "true": expected true or false'],
  [{ sampler: 'always_on' }, 'sampler is "always_on": expected a sampler'],
  [{ sampler: class {} }, 'sampler is a function: expected a sampler'],
  [{ sampler: revoked() }, 'sampler cannot be read: give a plain object'],
  [{ mode: 'c' }, 'mode is "c": expected one of a, b'],
  [{ hooks: {} }, 'hooks is an object: expected an array, each of it a function'],
  [{ hooks: [1] }, 'hooks is an array: expected an array, each of it a function'],
  [{ inner: 7 }, 'inner is 7: expected an object of options'],
  [{ inner: [] }, 'inner is an array: expected an object of options'],
  [{ inner: throwing('size') }, 'inner.size cannot be read: give a plain object'],
  [
    { inner: { size: 1e300 } },
    'inner.size is 1e+300: expected a number greater than 0, 9007199254740991 at most',
  ],
  [
    { inner: { size: Infinity } },
    'inner.size is Infinity: expected a number greater than 0, 9007199254740991 at most',
  ],
  [
    { either: { limit: NaN } },
    'either.limit is NaN: expected a whole number of 0 or more, 9007199254740991 at most, or Infinity',
  ],
  [
    { either: { limit: 0.5 } },
    'either.limit is 0.5: expected a whole number of 0 or more, 9007199254740991 at most, or Infinity',
  ],
  [{ either: 'x' }, 'either is "x": expected true or false, or an object of options'],
  [{ nothing: 1 }, 'nothing is 1: expected a string, or null'],
];
for (const [given, message] of wrong) test(message, () => assert.equal(messageOf(given), message));

test('what a getter threw is the cause', () => {
  assert.throws(
    () => read(throwing('name')),
    (error: Error) => (error.cause as Error).message === 'no',
  );
});

test('a name that is not known is a warning each', () => {
  read({ nmae: 'x', inner: { sise: 1 }, tracing: true });
  assert.deepEqual(warnings, [
    'unknown option inner.sise: did you mean inner.size?',
    'unknown option nmae: did you mean name?',
    'unknown option tracing: it has no effect',
  ]);
});

test('the objects of a list are read as options', () => {
  const views = { views: kinds.list(kinds.nested(inner)) };
  const readViews = (given: unknown[]) => readOptions<{ views: Inner[] }>({ views: given }, views);
  assert.deepEqual(readViews([{ size: 1 }, { size: 2, sise: 3 }]).views, [
    { size: 1 },
    { size: 2 },
  ]);
  assert.deepEqual(warnings, ['unknown option views[1].sise: did you mean views[1].size?']);
  assert.throws(() => readViews([{ size: 0 }]), { message: /^views\[0\]\.size is 0: expected/ });
});

test('many unknown names are not many lines', () => {
  read(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`some${index}thing`, 1])));
  assert.equal(warnings.length, 20);
});

test('values are shown in short, and never what is in objects', () => {
  assert.equal(shown('x'.repeat(1e6)).length, 61);
  assert.equal(shown(10n ** 1_000n).length, 61);
  assert.equal(shown(revoked()), 'a revoked proxy');
  assert.equal(shown(new Proxy([], {})), 'an array');
  assert.equal(shown({ toString: () => 'secret' }), 'an object');
  assert.equal(shown(Symbol('s')), 'Symbol(s)');
});

test('a class with static methods is an object with methods', () => {
  class AlwaysOn {
    static shouldSample() {}
  }
  assert.ok(kinds.withMethods('a Sampler', 'shouldSample').accepts(AlwaysOn));
  assert.ok(!kinds.withMethods('a Sampler', 'shouldSample').accepts(class {}));
});
