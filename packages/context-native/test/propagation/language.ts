import vm from 'node:vm';
import { calls, type Scenarios } from './observer';

/** Promises, iterators, generators, microtasks: what V8 does by itself. */
export const language: Scenarios = {
  'promise chains': async (o) => {
    await o.with('a', () =>
      Promise.resolve()
        .then(() => o.see('then'))
        .then(() => Promise.reject(new Error('x')))
        .catch(() => o.see('catch'))
        .finally(() => o.see('finally')),
    );
    o.see('outside');
  },
  'promises settled in another context': async (o) => {
    let settle!: () => void;
    const promise = new Promise<void>((resolve) => (settle = resolve));
    const waiting = o.with('a', () => promise.then(() => o.see('reaction')));
    o.with('b', () => settle());
    await waiting;
  },
  'async functions side by side': async (o) => {
    const work = async (name: string) => {
      for (let i = 0; i < 3; i++) {
        o.see(`${name}${i}`);
        await o.with(`${name}.${i}`, async () => {
          await null;
          o.see(`${name} inside ${i}`);
        });
      }
    };
    await Promise.all(['a', 'b', 'c'].map((name) => o.with(name, () => work(name))));
  },
  'combinators and thenables': async (o) => {
    await o.with('a', async () => {
      const thenable = {
        then(resolve: (value: number) => void) {
          o.see('then of a thenable');
          resolve(1);
        },
      };
      await thenable;
      o.see('after a thenable');
      await Promise.any([Promise.reject(new Error('x')), thenable]);
      o.see('after any');
      await Promise.race([new Promise(() => {}), Promise.resolve()]);
      o.see('after race');
      await Promise.allSettled([thenable]);
      o.see('after allSettled');
    });
  },
  'async iterators': async (o) => {
    async function* numbers() {
      for (let i = 0; i < 2; i++) {
        o.see(`in the generator ${i}`);
        yield await Promise.resolve(i);
      }
    }
    await o.with('a', async () => {
      for await (const i of numbers()) o.see(`in the loop ${i}`);
    });
    const iterator = o.with('first', () => numbers());
    await o.with('second', () => iterator.next());
    await o.with('third', () => iterator.next());
  },
  'generators resumed from another context': (o) => {
    function* steps() {
      o.see('one');
      yield;
      o.see('two');
      yield;
    }
    const iterator = o.with('a', () => {
      const started = steps();
      started.next();
      return started;
    });
    o.with('b', () => iterator.next());
  },
  'a context entered inside a generator': (o) => {
    function* outer(): Generator<undefined> {
      yield;
      o.see('resumed');
    }
    const iterator = outer();
    o.with('a', () => iterator.next());
    o.see('between');
    o.with('b', () => iterator.next());
    o.see('after');
  },
  microtasks: async (o) => {
    const { done, all } = calls(2);
    o.with('a', () => {
      queueMicrotask(() => (o.see('queueMicrotask'), done()));
      process.nextTick(() => (o.see('nextTick'), done()));
    });
    await all;
  },
  'nested calls that throw': (o) => {
    o.with('a', () => {
      try {
        o.with('b', () => {
          o.see('before the throw');
          throw new Error('x');
        });
      } catch {
        o.see('caught');
      }
    });
    o.see('after');
  },
  'another vm context': async (o) => {
    const { done, all } = calls(1);
    const run = vm.runInNewContext('(fn, done) => Promise.resolve().then(fn).then(done)') as (
      fn: () => void,
      done: () => void,
    ) => void;
    o.with('a', () => run(() => o.see('inside'), done));
    await all;
  },
};
