import { makeBytes } from './bytes.ts';
import { plainValue } from './plain-values.ts';
import type { Answer, Holder, Recipe } from './recipes.ts';

/** The hostile value of a recipe: a new one each time. */
export function makeValue(recipe: Recipe): unknown {
  switch (recipe.kind) {
    case 'plain':
      return plainValue(recipe.name);
    case 'text':
      return recipe.text;
    case 'bytes':
      return makeBytes(recipe);
    case 'array':
      return recipe.items.map(makeValue);
    case 'object':
      return makeObject(recipe.entries, recipe.frozen);
    case 'emptied':
    case 'growing':
      return changedByReading(recipe.items.map(makeValue), recipe.kind === 'growing');
    case 'getter':
      return withGetter(recipe.holder, recipe.answers);
    case 'proxy':
      return answeringProxy(recipe.holder, recipe.answers);
    case 'throwing proxy':
      return new Proxy(emptyHolder(recipe.holder), throwingTraps());
    case 'revoked proxy':
      return revokedProxy(recipe.holder);
    case 'deep':
      return nested(recipe.holder, recipe.levels);
    case 'sparse':
      return sparseArray(recipe.length);
    case 'shared':
      return shared(makeValue(recipe.of), recipe.doublings);
    case 'cycle':
      return cycle(makeValue(recipe.of), recipe.holder);
  }
}

/** Own properties whatever the key: an assignment to `__proto__` would set the prototype. */
function makeObject(entries: readonly [string, Recipe][], frozen: boolean): object {
  const made = {};
  for (const [key, recipe] of entries) setOwn(made, key, makeValue(recipe));
  return frozen ? Object.freeze(made) : made;
}

function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** An array whose first element, once read, takes all others away, or adds ever more. */
function changedByReading(items: unknown[], grows: boolean): unknown[] {
  const array: unknown[] = ['first', ...items];
  const get = () => {
    if (!grows) array.length = 1;
    else if (array.length < 200) array.push('more', { more: array.length });
    return 'first';
  };
  return Object.defineProperty(array, 0, { get, enumerable: true, configurable: true });
}

/** Each call gives the next answer. */
function answering(answers: readonly Answer[]): () => unknown {
  let calls = 0;
  return () => {
    const answer = answers[calls++ % answers.length]!;
    if (answer === 'throw') throw new Error('hostile');
    return makeValue(answer);
  };
}

function emptyHolder(holder: Holder): object {
  return holder === 'array' ? [1, 2] : { a: 1 };
}

function withGetter(holder: Holder, answers: readonly Answer[]): object {
  const get = answering(answers);
  const key = holder === 'array' ? 0 : 'b';
  return Object.defineProperty(emptyHolder(holder), key, { get, enumerable: true });
}

/** Says to have keys that it has not, and answers each read, `length` and methods included, with the next answer. */
function answeringProxy(holder: Holder, answers: readonly Answer[]): object {
  const next = answering(answers);
  return new Proxy(emptyHolder(holder), {
    get: (target, key) => (key === 'constructor' ? Reflect.get(target, key) : next()),
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), 'b', '__proto__'])],
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ?? {
        configurable: true,
        enumerable: true,
        value: 1,
      },
  });
}

function throwingTraps(): ProxyHandler<object> {
  return new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('hostile');
      },
    },
  );
}

function revokedProxy(holder: Holder): object {
  const { proxy, revoke } = Proxy.revocable(emptyHolder(holder), {});
  revoke();
  return proxy;
}

function nested(holder: Holder, levels: number): unknown {
  let value: unknown = 'bottom';
  for (let i = 0; i < levels; i++) value = holder === 'array' ? [value] : { down: value };
  return value;
}

function sparseArray(length: number): unknown[] {
  const array: unknown[] = [];
  array.length = length;
  array[length - 1] = 'last';
  return array;
}

/** The same value twice on each level: small in memory, and `2 ** doublings` values for whoever walks it. */
function shared(value: unknown, doublings: number): unknown {
  let result = value;
  for (let i = 0; i < doublings; i++)
    result = i % 2 === 0 ? [result, result] : { a: result, b: result };
  return result;
}

function cycle(value: unknown, holder: Holder): unknown {
  if (holder === 'array') {
    const array: unknown[] = [value];
    array.push({ array }, array);
    return array;
  }
  const object: Record<string, unknown> = { value };
  object['self'] = [object];
  return object;
}
