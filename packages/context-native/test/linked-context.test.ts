import { ROOT_CONTEXT, createContextKey, type Context } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const keys = ['a', 'b', 'c', 'd'].map((name) => createContextKey(name));

/** A sequence that is the same in every run. */
function* pseudoRandom(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 8;
}

function values(context: Context): unknown[] {
  return keys.map((key) => context.getValue(key));
}

test('answers as the context of the API after any changes, and never changes itself', () => {
  const random = pseudoRandom(1);
  // A copy of the API's own root, which does not link.
  const copy = ROOT_CONTEXT.deleteValue(keys[0]!);
  const root = new NativeContextManager().enable().active();
  expect(root).toBe(ROOT_CONTEXT);
  for (let round = 0; round < 200; round++) {
    let theirs = copy;
    let ours = root;
    for (let step = 0; step < 20; step++) {
      const key = keys[random.next().value % keys.length]!;
      const before = values(ours);
      const previous = ours;
      if (random.next().value % 3 === 0) {
        theirs = theirs.deleteValue(key);
        ours = ours.deleteValue(key);
      } else {
        theirs = theirs.setValue(key, step);
        ours = ours.setValue(key, step);
      }
      expect(values(previous)).toEqual(before);
      expect(values(ours)).toEqual(values(theirs));
    }
  }
  expect(values(root)).toEqual(keys.map(() => undefined));
});

test('a value that was replaced is not kept alive', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const [first, second] = keys as [symbol, symbol];
  let replaced: WeakRef<object> | undefined;
  let context = new NativeContextManager().enable().active();
  (() => {
    const value = {};
    replaced = new WeakRef(value);
    context = context.setValue(first, value).setValue(second, 'above').setValue(first, 'new');
  })();
  await new Promise(setImmediate);
  collect();
  expect(replaced?.deref()).toBeUndefined();
  expect(values(context).slice(0, 2)).toEqual(['new', 'above']);
});

test('a context of 20,000 values keeps them all, and loses the one that is deleted', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => createContextKey(`key ${i}`));
  let context = new NativeContextManager().enable().active();
  keys.forEach((key, i) => (context = context.setValue(key, i)));
  context = context.setValue(keys[0]!, 'first').deleteValue(keys[1]!);
  const found = [0, 1, 2, 19_999].map((i) => context.getValue(keys[i]!));
  expect(found).toEqual(['first', undefined, 2, 19_999]);
});

test('setting a value needs no receiver at the root, as in the API', () => {
  new NativeContextManager().enable();
  const { setValue } = ROOT_CONTEXT;
  const [key] = keys as [symbol];
  expect(setValue(key, 'set').getValue(key)).toBe('set');
});
