import type { kPlainNames } from './recipes.ts';

type PlainName = (typeof kPlainNames)[number];

class Instance {
  readonly #own = 'private';
  readonly shown = 'shown';
  get own(): string {
    return this.#own;
  }
}

function fail(): never {
  throw new Error('hostile');
}

function errorOfGetters(): Error {
  const error = new Error('message');
  for (const name of ['name', 'message', 'stack', 'code', 'cause']) {
    Object.defineProperty(error, name, { get: fail });
  }
  return error;
}

const kMakers: Record<PlainName, () => unknown> = {
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  NaN: () => NaN,
  '-0': () => -0,
  Infinity: () => Infinity,
  '2 ** 64': () => 2 ** 64,
  '1.5': () => 1.5,
  bigint: () => 2n ** 70n,
  symbol: () => Symbol('hostile'),
  function: () => fail,
  class: () => Instance,
  'async generator': () =>
    (async function* () {
      yield await Promise.resolve(1);
    })(),
  date: () => new Date(0),
  'invalid date': () => new Date(NaN),
  regexp: () => /hostile/g,
  map: () => new Map<unknown, unknown>([[{}, 1]]),
  set: () => new Set([1]),
  'weak map': () => new WeakMap(),
  promise: () => Promise.resolve(1),
  error: () => new Error('hostile', { cause: new Error('cause') }),
  'error of getters': errorOfGetters,
  'boxed text': () => Object('boxed'),
  global: () => globalThis,
  instance: () => new Instance(),
  'no prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  'throwing toString': () => ({ toString: fail, valueOf: fail }),
  'throwing toJSON': () => ({ toJSON: fail }),
  'throwing toPrimitive': () => ({ [Symbol.toPrimitive]: fail }),
};

export function plainValue(name: PlainName): unknown {
  return kMakers[name]();
}
