import { readFile } from 'node:fs';
import { named } from '../recorder';
import type { Scenario } from './scenario';

const a = named('a');
const b = named('b');

export const calls: Record<string, Scenario> = {
  'nothing is active at first': {
    run: (_manager, note) => note('start'),
    expected: ['start: root'],
  },
  'with, nested': {
    run(manager, note) {
      manager.with(a, () => {
        note('outer');
        manager.with(b, () => note('inner'));
        manager.with(a, () => note('same again'));
        note('outer again');
      });
      note('after');
    },
    expected: ['outer: a', 'inner: b', 'same again: a', 'outer again: a', 'after: root'],
  },
  'with returns and throws what fn does': {
    run(manager, note) {
      note(
        'result',
        manager.with(a, () => 42),
      );
      try {
        manager.with(a, () => {
          throw new Error('thrown');
        });
      } catch (error) {
        note('caught', error);
      }
    },
    expected: ['result: root 42', 'caught: root Error: thrown'],
  },
  'with passes receiver and arguments, for every number of them': {
    run(manager, note) {
      const show = function (this: unknown, ...args: unknown[]) {
        note(
          'call',
          this === undefined || this === null ? 'none' : String(this),
          args.length,
          args,
        );
      };
      for (let count = 0; count <= 5; count++) {
        const args = [1, 2, 3, 4, 5].slice(0, count);
        for (const receiver of [undefined, null, 'receiver', 0]) {
          manager.with(a, show as never, receiver as never, ...(args as never));
        }
      }
      manager.with(a, show as never);
      manager.with(a, show as never, undefined, ...([undefined, undefined] as never));
    },
    expected: [
      ...[0, 1, 2, 3, 4, 5].flatMap((count) =>
        ['none', 'none', 'receiver', '0'].map(
          (receiver) => `call: a ${receiver} ${count} ${[1, 2, 3, 4, 5].slice(0, count)}`,
        ),
      ),
      'call: a none 0 ',
      'call: a none 2 ,',
    ],
  },
  'the context follows promises, timers, ticks and I/O': {
    async run(manager, note) {
      const done = manager.with(a, async () => {
        await null;
        note('await');
        await new Promise<void>((resolve) => process.nextTick(() => (note('tick'), resolve())));
        await new Promise<void>((resolve) => setImmediate(() => (note('immediate'), resolve())));
        await new Promise<void>((resolve) => setTimeout(() => (note('timer'), resolve()), 1));
        await new Promise<void>((resolve) => queueMicrotask(() => (note('microtask'), resolve())));
        await new Promise<void>((resolve) => readFile(__filename, () => (note('file'), resolve())));
        await manager.with(b, () => Promise.resolve().then(() => note('then')));
        note('still');
      });
      note('meanwhile');
      await done;
      note('after');
    },
    expected: [
      'meanwhile: root',
      'await: a',
      'tick: a',
      'immediate: a',
      'timer: a',
      'microtask: a',
      'file: a',
      'then: b',
      'still: a',
      'after: root',
    ],
  },
  'concurrent calls keep their contexts apart': {
    async run(manager, note) {
      const work = async (name: string) => {
        for (let step = 0; step < 2; step++) {
          await new Promise((resolve) => setImmediate(resolve));
          note(`${name}${step}`);
        }
      };
      await Promise.all([
        manager.with(a, work, undefined, 'one'),
        manager.with(b, work, undefined, 'two'),
      ]);
    },
    expected: ['one0: a', 'two0: b', 'one1: a', 'two1: b'],
  },
  disable: {
    run(manager, note) {
      manager.with(a, () => {
        note('before');
        note('returns itself', manager.disable() === manager);
        note('after');
        manager.with(b, () => note('again'));
      });
      note('enable returns itself', manager.enable() === manager);
      manager.with(a, () => note('enabled'));
    },
    expected: [
      'before: a',
      'returns itself: root true',
      'after: root',
      'again: b',
      'enable returns itself: root true',
      'enabled: a',
    ],
  },
};
